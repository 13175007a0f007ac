export type Severity = "error" | "warning" | "info";
export type Outcome = "complete" | "partial" | "unreadable";
export type Mode = "bulk" | "delta" | "mixed" | "unknown";

export interface Tool {
  name: string;
  version: string;
}

export interface Input {
  name: string;
  bytes: number;
}

export interface PackageFacts {
  oneroster_version: string | null;
  mode: Mode;
}

export interface Verdict {
  profile: string;
  title: string;
  ready: boolean;
  errors: number;
  warnings: number;
  infos: number;
}

export interface FileFacts {
  name: string;
  rows: number;
  bytes: number;
  checked: "whole" | "partly" | "not";
}

export interface Cause {
  rule: string;
  file: string | null;
}

export interface ProfileSeverities {
  oneroster?: Severity;
  "infinite-campus"?: Severity;
  "d2l-brightspace"?: Severity;
}

export interface Total {
  rule: string;
  file: string | null;
  column: string | null;
  severity: Severity;
  profiles: ProfileSeverities;
  count: number;
  listed: number;
  caused_by: Cause | null;
}

export interface Finding {
  rule: string;
  severity: Severity;
  profiles: ProfileSeverities;
  file: string | null;
  line: number | null;
  record: number | null;
  column: string | null;
  value: string | null;
  message: string;
  fix: string;
  fix_campus: string | null;
}

export interface RuleFacts {
  name: string;
  title: string;
  why: string;
}

export interface NotChecked {
  what: string;
  why: string;
}

export interface Report {
  schema: number;
  tool: Tool;
  input: Input;
  outcome: Outcome;
  package: PackageFacts;
  verdicts: Verdict[];
  files: FileFacts[];
  rules: RuleFacts[];
  totals: Total[];
  findings: Finding[];
  not_checked: NotChecked[];
}

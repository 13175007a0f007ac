/** The words of what a package holds, in numbers and rows. */

import type { Counted, Month, Oddity } from "../model/report";
import { count, plural } from "./quantities";

const monthNames = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
const shortMonths = new Intl.DateTimeFormat("en-US", { month: "short", year: "2-digit", timeZone: "UTC" });

export const overview = {
  heading: "The data",
  lead: "Do these numbers look right? Unusual values are labeled. Select a number to see its rows.",
  schools: "Schools",
  school: "School",
  otherType: "type unknown",
  students: "Students",
  teachers: "Teachers",
  classes: "Classes",
  users: "Users",
  rows: "Rows",
  roles: "People by role",
  role: "Role",
  otherRole: "another role",
  grades: "Students by grade",
  gradeColumn: "Grade",
  grade: ({ word, odd }: Counted) =>
    word ?? (odd === "missing" ? "without a grade" : odd === "several" ? "with several grades" : "with another grade code"),
  classSizes: "Class sizes",
  studentsInClass: "Students in a class",
  size: (from: number, to: number | null) =>
    to === 0 ? "none" : to === null ? `${count(from)} or more` : from === to ? count(from) : `${count(from)} to ${count(to)}`,
  classesOfSize: (size: string) => `Classes with this many students: ${size}`,
  withoutTeacher: (number: number) =>
    `${plural(number, "class has", "classes have")} students and no teacher.`,
  withoutTeacherCaption: "Classes with students and no teacher",
  time: "Enrollments over time",
  sessions: "Academic sessions",
  session: "Session",
  enrolled: "Students' enrollments",
  month: "Month",
  running: "Enrollments of students",
  monthsAsTable: "Enrollments of students, month by month, as a table",
  drawing: "Drawing of the enrollments over time",
  monthName: (month: string) => monthNames.format(new Date(`${month}-15T12:00:00Z`)),
  shortMonth: (month: string) => shortMonths.format(new Date(`${month}-15T12:00:00Z`)),
  timeSummary: (months: readonly Month[], sessions: number) => {
    const most = months.reduce((best, each) => (each.students > best.students ? each : best));
    const fewest = months.reduce((least, each) => (each.students < least.students ? each : least));
    return `Enrollments of students in ${plural(months.length, "month", "months")}: most in ${overview.monthName(most.month)} (${count(most.students)}), fewest in ${overview.monthName(fewest.month)} (${count(fewest.students)}). Below them ${plural(sessions, "session", "sessions")}. The tables below show the same.`;
  },
  fromTo: (from: string | null, to: string | null): string => {
    const name = (month: string | null): string => (month === null ? "?" : overview.shortMonth(month));
    return `${name(from)} to ${name(to)}`;
  },
  outside: (number: number) =>
    `${plural(number, "student enrollment is", "student enrollments are")} outside the months of the sessions.`,
  undated: (number: number) =>
    `${plural(number, "student enrollment has", "student enrollments have")} no dates, and neither has its class.`,
  unusedSessions: (number: number) => `${plural(number, "session has", "sessions have")} no classes.`,
  moreSessions: (number: number) => `${plural(number, "more session", "more sessions")} not shown here.`,
  moreSchools: (number: number) => `${plural(number, "more school", "more schools")} not counted one by one.`,
  allSchools: (number: number) => `Show all ${count(number)} schools and offices`,
  inRow: (file: string, record: number) => `row ${count(record)} of ${file}`,
  show: "Show them",
  showRow: "show its row",
  showRows: (of: string) => `show the rows: ${of}`,
  showRowsOf: (what: string, name: string) => `${what} of ${name}, show the rows`,
  rowsOf: (word: string, file: string) => `${word}, in ${file}`,
  rowOf: (name: string) => `The row of ${name}`,
  rowsOfSchool: (what: string, name: string) => `${what} of ${name}`,
  found: (file: string, column: string) => `See what was found in ${file}, column ${column}`,
  odd: {
    "no-students": "no students",
    "no-classes": "no classes",
    "no-teachers": "no teachers",
    empty: "nobody enrolled",
    large: "very large",
    reversed: "ends before it begins",
    "nobody-enrolled": "nobody enrolled",
    unknown: "not a word of OneRoster",
    missing: "missing",
    several: "more than one",
  } satisfies Record<Oddity, string>,
};

export const look = {
  shown: (shown: number, all: number, file: string) =>
    shown >= all ? `${plural(shown, "row", "rows")} of ${file}` : `The first ${count(shown)} of ${count(all)} rows of ${file}`,
  none: "There is no such row any more.",
  close: "Close",
  marked: "here",
  inTheFile: "The rows in your file",
};

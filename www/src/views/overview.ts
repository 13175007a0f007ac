/** A look at the data: charts that are tables at the same time, with what stands out marked by a word. */

import { html, nothing, svg, type TemplateResult } from "lit-html";
import type { Counted, Oddity, Overview, School, Session } from "../model/report";
import type { Actions, Look, Result } from "../model/state";
import { words } from "../words/messages";
import { count } from "../words/quantities";
import { lookView } from "./look";

/** So many schools are shown before somebody asks for all. */
const SCHOOLS_AT_ONCE = 12;

/** So many sessions are shown. */
const SESSIONS_AT_ONCE = 40;

/** Rows that are read again for somebody who looks at them. */
const ROWS_TO_LOOK_AT = 10;

type Chart = Look["chart"];

/** A bar of a chart that is also a row of a table. */
interface Bar {
  label: string | TemplateResult;
  /** In words, where the label is more than that. */
  name: string;
  count: number;
  odd: readonly Oddity[];
  look: Omit<Look, "rows" | "problem"> | null;
}

function percent(part: number, whole: number): number {
  if (whole === 0 || part === 0) return 0;
  // What is there is seen.
  return Math.max(0.75, Math.round((part / whole) * 10000) / 100);
}

function bar(of: number, most: number, odd: boolean): TemplateResult {
  return html`<svg class="bar ${odd ? "is-odd" : ""}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect width=${percent(of, most)} height="10"></rect>
  </svg>`;
}

function oddities(odd: readonly Oddity[]): TemplateResult[] {
  return odd.map((each) => html` <span class="tag severity-warning">${words.overview.odd[each]}</span>`);
}

function lookButton(of: Omit<Look, "rows" | "problem">, label: string, says: string, result: Result, actions: Actions): TemplateResult {
  const open = result.look?.chart === of.chart && result.look.key === of.key;
  return html`<button
    type="button"
    class="plain"
    id="look-${of.chart}-${of.key}"
    aria-expanded=${open ? "true" : "false"}
    @click=${() => actions.look(open ? null : of)}
  >${label}<span class="visually-hidden">: ${says}</span></button>`;
}

/** A number that shows the rows behind it, where there are any to show. */
function amount(of: number, look: Omit<Look, "rows" | "problem"> | null, says: string, result: Result, actions: Actions): TemplateResult {
  if (of === 0 || look === null || result.printing) return html`${count(of)}`;
  return lookButton(look, count(of), says, result, actions);
}

function barTable(caption: string, first: string, second: string, bars: readonly Bar[], result: Result, actions: Actions): TemplateResult {
  const most = Math.max(...bars.map((each) => each.count));
  return html`
    <table class="stacking chart" role="table">
      <caption class="visually-hidden">${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${first}</th>
          <th role="columnheader" scope="col" class="number">${second}</th>
          <td role="cell" class="drawn"></td>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${bars.map(
          (each) => html`
            <tr role="row" class=${each.odd.length > 0 && each.count > 0 ? "stands-out" : ""}>
              <th role="rowheader" scope="row">${each.label}${each.count > 0 ? oddities(each.odd) : nothing}</th>
              <td role="cell" class="number" data-label=${second}>
                ${amount(each.count, each.look, words.overview.showRows(each.name), result, actions)}
              </td>
              <td role="cell" class="drawn">${bar(each.count, most, each.odd.length > 0)}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

/** What the rules found in the cells that a chart counts. */
function findingsOf(result: Result, file: string, columns: readonly string[], actions: Actions): TemplateResult | typeof nothing {
  const group = result.groups.find(
    ({ total }) => total.file?.toLowerCase().endsWith(file.toLowerCase()) && total.column !== null && columns.includes(total.column),
  );
  if (!group || result.printing) return nothing;
  const { column, file: path } = group.total;
  return html`<p>
    <button type="button" class="plain" @click=${() => actions.toFindings({ profile: null, file: path, column })}>
      ${words.overview.found(path ?? file, column ?? "")}
    </button>
  </p>`;
}

function looking(chart: Chart, key: string, caption: string, file: string, all: number, more: Partial<Look>): Bar["look"] {
  return { chart, key, caption, file, all, records: [], holding: [], marked: null, most: ROWS_TO_LOOK_AT, ...more };
}

function panel(chart: Chart, result: Result, actions: Actions): TemplateResult | typeof nothing {
  return result.look?.chart === chart && !result.printing ? lookView(result.look, actions) : nothing;
}

function people(of: Overview, result: Result, actions: Actions): TemplateResult {
  const text = words.overview;
  const newer = result.head.package.oneroster_version === "1.2";
  const file = newer ? "roles.csv" : "users.csv";
  const roleLook = (each: Counted): Bar["look"] =>
    each.word === null
      ? null
      : looking("roles", each.word, text.rowsOf(each.word, file), file, each.count, { holding: ["role", each.word], marked: "role" });
  const gradeLook = (each: Counted): Bar["look"] => {
    if (each.word === null && each.odd !== "missing") return null;
    const word = each.word ?? "";
    const holding = newer ? ["grades", word] : ["role", "student", "grades", word];
    return looking("grades", word, text.rowsOf(text.grade(each), "users.csv"), "users.csv", each.count, { holding, marked: "grades" });
  };
  const roles = of.roles.map((each): Bar => {
    const name = each.word ?? text.otherRole;
    return { label: name, name, count: each.count, odd: each.odd === null ? [] : [each.odd], look: roleLook(each) };
  });
  const grades = of.grades.map((each): Bar => {
    const name = text.grade(each);
    return { label: name, name, count: each.count, odd: each.odd === null ? [] : [each.odd], look: gradeLook(each) };
  });
  return html`
    ${roles.length === 0
      ? nothing
      : html`<h3>${text.roles}</h3>
          ${barTable(text.roles, text.role, newer ? text.rows : text.users, roles, result, actions)}
          ${findingsOf(result, file, ["role"], actions)} ${panel("roles", result, actions)}`}
    ${grades.length === 0
      ? nothing
      : html`<h3>${text.grades}</h3>
          ${barTable(text.grades, text.gradeColumn, text.students, grades, result, actions)}
          ${findingsOf(result, "users.csv", ["grades"], actions)} ${panel("grades", result, actions)}`}
  `;
}

/** What leaves the screen names no school unless values are asked for. */
function nameOf(name: string, id: string, file: string, record: number, result: Result): string {
  if (result.printing && !result.valuesShown) return words.overview.inRow(file, record);
  return name.trim() === "" ? id : name;
}

function school(of: School, most: number, result: Result, actions: Actions): TemplateResult {
  const text = words.overview;
  const name = nameOf(of.name, of.id, "orgs.csv", of.record, result);
  const newer = result.head.package.oneroster_version === "1.2";
  const peopleFile = newer ? "roles.csv" : "users.csv";
  const orgColumn = newer ? "orgSourcedId" : "orgSourcedIds";
  const key = String(of.record);
  const rows = (what: string, file: string, all: number, holding: string[], marked: string): Bar["look"] =>
    looking("schools", `${key}-${what}`, text.rowsOfSchool(what, name), file, all, { holding, marked });
  const own = looking("schools", key, text.rowOf(name), "orgs.csv", 1, { records: [of.record], marked: "sourcedId" });
  const kind = of.type === "school" ? nothing : html` <span class="quiet">(${of.type ?? text.otherType})</span>`;
  return html`
    <tr role="row" class=${of.odd.length > 0 ? "stands-out" : ""}>
      <th role="rowheader" scope="row">
        ${own === null || result.printing ? name : lookButton(own, name, text.showRow, result, actions)}${kind}${oddities(of.odd)}
      </th>
      <td role="cell" class="number" data-label=${text.students}>
        ${amount(of.students, rows(text.students, peopleFile, of.students, ["role", "student", orgColumn, of.id], orgColumn), text.showRowsOf(text.students, name), result, actions)}
      </td>
      <td role="cell" class="drawn">${bar(of.students, most, of.odd.length > 0)}</td>
      <td role="cell" class="number" data-label=${text.teachers}>
        ${amount(of.teachers, rows(text.teachers, peopleFile, of.teachers, ["role", "teacher", orgColumn, of.id], orgColumn), text.showRowsOf(text.teachers, name), result, actions)}
      </td>
      <td role="cell" class="number" data-label=${text.classes}>
        ${amount(of.classes, rows(text.classes, "classes.csv", of.classes, ["schoolSourcedId", of.id], "schoolSourcedId"), text.showRowsOf(text.classes, name), result, actions)}
      </td>
    </tr>
  `;
}

function schools(of: Overview, result: Result, actions: Actions): TemplateResult | typeof nothing {
  const text = words.overview;
  if (of.schools.length === 0) return nothing;
  // What stands out first; then the largest.
  const sorted = [...of.schools].sort(
    (a, b) => Number(b.odd.length > 0) - Number(a.odd.length > 0) || b.students - a.students || a.record - b.record,
  );
  const all = sorted.length;
  const shown = result.allSchools || result.printing || all <= SCHOOLS_AT_ONCE + 1 ? sorted : sorted.slice(0, SCHOOLS_AT_ONCE);
  const most = Math.max(...sorted.map(({ students }) => students));
  return html`
    <h3>${text.schools}</h3>
    <table class="stacking chart" role="table">
      <caption class="visually-hidden">${text.schools}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${text.school}</th>
          <th role="columnheader" scope="col" class="number">${text.students}</th>
          <td role="cell" class="drawn"></td>
          <th role="columnheader" scope="col" class="number">${text.teachers}</th>
          <th role="columnheader" scope="col" class="number">${text.classes}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${shown.map((each) => school(each, most, result, actions))}
      </tbody>
    </table>
    ${shown.length < all ? html`<p><button type="button" @click=${actions.showAllSchools}>${text.allSchools(all)}</button></p>` : nothing}
    ${of.more_schools > 0 ? html`<p>${text.moreSchools(of.more_schools)}</p>` : nothing} ${panel("schools", result, actions)}
  `;
}

function classSizes(of: Overview, result: Result, actions: Actions): TemplateResult | typeof nothing {
  const text = words.overview;
  const last = of.class_sizes.findLastIndex(({ classes }) => classes.count > 0);
  if (last < 0) return nothing;
  const bars = of.class_sizes.slice(0, last + 1).map(({ from, to, classes, odd }): Bar => {
    const name = text.size(from, to);
    const look = looking("sizes", String(from), text.classesOfSize(name), "classes.csv", classes.count, {
      records: classes.records,
      marked: "sourcedId",
    });
    return { label: name, name, count: classes.count, odd: odd === null ? [] : [odd], look };
  });
  const without = of.classes_without_teacher;
  return html`
    <h3>${text.classSizes}</h3>
    ${barTable(text.classSizes, text.studentsInClass, text.classes, bars, result, actions)}
    ${without.count === 0
      ? nothing
      : html`<p class="stands-out">
          ${text.withoutTeacher(without.count)}
          ${result.printing
            ? nothing
            : lookButton(
                { chart: "sizes", key: "teacher", caption: text.withoutTeacherCaption, file: "classes.csv", all: without.count, records: without.records, holding: [], marked: "sourcedId", most: ROWS_TO_LOOK_AT },
                text.show,
                text.withoutTeacherCaption,
                result,
                actions,
              )}
        </p>`}
    ${panel("sizes", result, actions)}
  `;
}

/** Places in the drawing of time, in its own units. */
const LEFT = 4;
const WIDTH = 712;
const HEIGHT = 120;
const LINE = 22;

function time(of: Overview, result: Result, actions: Actions): TemplateResult | typeof nothing {
  const text = words.overview;
  const { months, sessions } = of;
  if (months.length === 0 && sessions.length === 0) return nothing;
  return html`
    <h3>${text.time}</h3>
    ${months.length < 2 ? nothing : drawnTime(of, result)}
    ${sessions.length === 0 ? nothing : sessionTable(of, result, actions)}
    ${months.length === 0
      ? nothing
      : html`<details ?open=${result.printing}>
          <summary>${text.monthsAsTable}</summary>
          ${barTable(
            text.monthsAsTable,
            text.month,
            text.running,
            months.map(({ month, students }): Bar => ({ label: text.monthName(month), name: month, count: students, odd: [], look: null })),
            result,
            actions,
          )}
        </details>`}
    ${of.outside_months > 0 ? html`<p class="stands-out">${text.outside(of.outside_months)}</p>` : nothing}
    ${of.undated > 0 ? html`<p>${text.undated(of.undated)}</p>` : nothing} ${panel("sessions", result, actions)}
  `;
}

/** The enrollments of each month as columns, the sessions as bars below, on one line of time. */
function drawnTime({ months, sessions }: Overview, result: Result): TemplateResult {
  const text = words.overview;
  const most = Math.max(...months.map(({ students }) => students), 1);
  const step = WIDTH / months.length;
  const first = months[0]?.month ?? "";
  const last = months.at(-1)?.month ?? "";
  const at = (month: string): number => months.findIndex((each) => each.month === month);
  const drawn = sessions
    .filter(({ from, to, classes }) => classes > 0 && from !== null && to !== null && from <= last && to >= first)
    .slice(0, 8)
    .map((session) => {
      const from = Math.max(0, at(session.from ?? ""));
      const to = at(session.to ?? "");
      return { session, from, to: to < 0 ? months.length - 1 : to };
    });
  const every = Math.ceil(months.length / 12);
  const top = HEIGHT + 26;
  return html`
    <div class="wide" tabindex="0" role="group" aria-label=${text.drawing}>
      <svg class="time" viewBox="0 0 ${WIDTH + 2 * LEFT} ${top + drawn.length * LINE + 4}" role="img" aria-label=${text.timeSummary(months, drawn.length)}>
        <line class="axis" x1=${LEFT} x2=${LEFT + WIDTH} y1=${HEIGHT} y2=${HEIGHT}></line>
        ${months.map(({ students, month }, index) => {
          const height = Math.max(students > 0 ? 1.5 : 0, (students / most) * (HEIGHT - 22));
          const x = LEFT + index * step;
          return svg`
            <rect class="column" x=${x + step * 0.08} width=${step * 0.84} y=${HEIGHT - height} height=${height}></rect>
            ${
              index % every === 0
                ? svg`<text class="label" x=${x + step / 2} y=${HEIGHT + 16} text-anchor="middle">${text.shortMonth(month)}</text>
                  <text class="label" x=${x + step / 2} y=${HEIGHT - height - 5} text-anchor="middle">${count(students)}</text>`
                : nothing
            }
          `;
        })}
        ${drawn.map(({ session, from, to }, line) => {
          const y = top + line * LINE;
          return svg`
            <rect class="span" x=${LEFT + from * step} width=${Math.max(step * 0.5, (to - from + 1) * step)} y=${y} height=${LINE - 4} rx="3"></rect>
            <text class="span-label" x=${LEFT + from * step + 6} y=${y + 13}>${nameOf(session.title, session.id, "academicSessions.csv", session.record, result)}</text>
          `;
        })}
      </svg>
    </div>
  `;
}

/** Whether it has no classes where some are to be expected: not if it is a part of one that has some, or has such a part. */
function isOverlooked(session: Session, all: readonly Session[]): boolean {
  if (session.classes > 0 || session.odd !== null) return false;
  const isIn = (part: Session, whole: Session): boolean =>
    part.from !== null && part.to !== null && whole.from !== null && whole.to !== null && part.from >= whole.from && part.to <= whole.to;
  return !all.some((other) => other.classes > 0 && (isIn(other, session) || isIn(session, other)));
}

function sessionTable(of: Overview, result: Result, actions: Actions): TemplateResult {
  const text = words.overview;
  const most = Math.max(...of.sessions.map(({ students }) => students));
  const row = (session: Session): TemplateResult => {
    const name = nameOf(session.title, session.id, "academicSessions.csv", session.record, result);
    const own = looking("sessions", String(session.record), text.rowOf(name), "academicSessions.csv", 1, {
      records: [session.record],
      marked: "sourcedId",
    });
    const classes = looking("sessions", `${session.record}-classes`, text.rowsOfSchool(text.classes, name), "classes.csv", session.classes, {
      holding: ["termSourcedIds", session.id],
      marked: "termSourcedIds",
    });
    return html`
      <tr role="row" class=${session.odd === null ? "" : "stands-out"}>
        <th role="rowheader" scope="row">
          ${own === null || result.printing ? name : lookButton(own, name, text.showRow, result, actions)}
          <span class="quiet">${text.fromTo(session.from, session.to)}</span>${session.odd === null ? nothing : oddities([session.odd])}
        </th>
        <td role="cell" class="number" data-label=${text.classes}>
          ${amount(session.classes, classes, text.showRowsOf(text.classes, name), result, actions)}
        </td>
        <td role="cell" class="number" data-label=${text.enrolled}>${count(session.students)}</td>
        <td role="cell" class="drawn">${bar(session.students, most, session.odd !== null)}</td>
      </tr>
    `;
  };
  const used = of.sessions.filter(({ classes, odd }) => classes > 0 || odd !== null);
  const shown = used.slice(0, SESSIONS_AT_ONCE);
  const unused = of.sessions.filter((session) => isOverlooked(session, of.sessions)).length;
  const more = used.length + of.more_sessions - shown.length;
  return html`
    ${shown.length === 0 ? nothing : html`<table class="stacking chart" role="table">
      <caption class="visually-hidden">${text.sessions}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${text.session}</th>
          <th role="columnheader" scope="col" class="number">${text.classes}</th>
          <th role="columnheader" scope="col" class="number">${text.enrolled}</th>
          <td role="cell" class="drawn"></td>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${shown.map(row)}
      </tbody>
    </table>`}
    ${unused > 0 ? html`<p class="quiet">${text.unusedSessions(unused)}</p>` : nothing}
    ${more > 0 ? html`<p>${text.moreSessions(more)}</p>` : nothing}
  `;
}

export function overviewView(result: Result, actions: Actions): TemplateResult | typeof nothing {
  const text = words.overview;
  const of = result.head.overview;
  if (of === null) return nothing;
  const parts = [schools(of, result, actions), people(of, result, actions), classSizes(of, result, actions), time(of, result, actions)];
  return html`
    <section class="overview" aria-labelledby="data-heading">
      <h2 id="data-heading" tabindex="-1">${text.heading}</h2>
      <p>${text.lead}</p>
      <div class="charts">${parts.map((part) => (part === nothing ? nothing : html`<div>${part}</div>`))}</div>
    </section>
  `;
}

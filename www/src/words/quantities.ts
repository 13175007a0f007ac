/** Numbers, sizes and times as a person reads them. */

const numbers = new Intl.NumberFormat("en-US");
const tenths = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

export function count(number: number): string {
  return numbers.format(number);
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${count(bytes)} bytes`;
  const units = ["KB", "MB", "GB"];
  let amount = bytes / 1000;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${amount < 10 ? tenths.format(amount) : count(Math.round(amount))} ${units[unit] ?? ""}`;
}

/** A rough length of time: nobody wants to see "37.2 seconds left". */
export function duration(seconds: number): string {
  if (seconds < 10) return "a few seconds";
  if (seconds < 55) return `about ${Math.round(seconds / 10) * 10} seconds`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes === 1 ? "about a minute" : `about ${minutes} minutes`;
}

/** Today on this computer's calendar, as YYYY-MM-DD. */
export function today(now: Date = new Date()): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Date and time on this computer's clock, with the distance from UTC, as programs write it. */
export function moment(now: Date = new Date()): string {
  const two = (number: number): string => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const ahead = -now.getTimezoneOffset();
  const zone = `${ahead < 0 ? "-" : "+"}${two(ahead / 60)}:${two(Math.abs(ahead) % 60)}`;
  return `${today(now)}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}${zone}`;
}

export function plural(number: number, one: string, many: string): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** Where a download is. */
export function inDownloads(name: string): string {
  return `${name} is in your downloads.`;
}

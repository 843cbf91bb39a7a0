/** `2026-01-03T11:20Z`, of milliseconds since 1970 or a date in ISO 8601. */
export function minute(time: number | string): string {
  return `${new Date(time).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length)}Z`;
}

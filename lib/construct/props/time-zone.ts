// Those of which the list does not tell, and every machine knows.
const UTC: readonly string[] = ['UTC', 'Etc/UTC'];

/** Whether there is a time zone of that name, or of that one in other capitals. */
export function isTimeZone(name: string): boolean {
  // Most often it stands in the list, which takes a twentieth of the time in which a format for a zone is made: a fifteenth of
  // what `status` takes. The list has each zone under one of its names.
  if (UTC.includes(name) || Intl.supportedValuesOf('timeZone').includes(name)) return true;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

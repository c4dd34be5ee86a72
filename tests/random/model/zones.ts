/** On both sides of Greenwich, as far from it as people live, with and without summer time. */
export const ZONES = [
  ...["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"],
  ...["Pacific/Pago_Pago", "America/Los_Angeles", "Australia/Lord_Howe"],
];

export const OFFSETS = ["+00:00", "+14:00", "-11:00", "+05:45", "-03:30", "+02:00", "-08:00"];

/** Nurses of the demonstration who work fewer days: what they carry is measured against it. */
export const partTime = [{ nurseId: 'ewa-nowak', share: 0.6, why: 'Three days of five' }] as const;

/** Days since each nurse’s last one-to-one supervision: one is late. */
export const supervisedDaysAgo: Readonly<Record<string, number>> = {
  'shanice-brown': 3,
  'ewa-nowak': 11,
  'beth-lomax': 2,
  'joy-okafor': 5,
  'naomi-fletcher': 6,
  'tanya-reid': 4,
};

/** When the imports of these tests run: a working Monday. */
export const testNow = '2026-11-23T12:00:00.000Z';

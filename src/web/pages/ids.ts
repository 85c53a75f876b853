/** Whether a text has the shape of an identifier of ours; anything else is no page, and nothing that was asked for. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

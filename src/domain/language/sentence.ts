/** Words that go on within a sentence. */
export function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** Words that begin a sentence. */
export function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Somebody's words as a sentence: with the full stop that whoever was in a hurry left out. */
export function asSentence(words: string): string {
  const said = words.trim();
  return said === '' || /[.!?\u2026]$/.test(said) ? said : `${said}.`;
}

/** What the rules accept but a page does not offer: while what is so, and why. */
export type Withheld<State> = {
  readonly while: (state: State) => boolean;
  readonly because: string;
};

/** A command that has no button on the page of whom it is about: where it is given, or what it follows from. */
export type Elsewhere = { readonly instead: string };

type BarProps = {
  /** How much of the whole, in percent; what is more than the whole fills it. */
  readonly percent: number;
  /** Where the goal lies, in percent. */
  readonly goal?: number;
};

/** A number to look at, below the number in words: who carries most, how far a goal is. It says nothing that those do not. */
export function Bar({ percent, goal }: BarProps) {
  return (
    <svg class="hh-bar" height="10" aria-hidden="true" focusable="false">
      <rect width="100%" height="10" class="hh-bar__whole" />
      <rect width={`${Math.min(100, Math.round(percent))}%`} height="10" class="hh-bar__part" />
      {goal !== undefined && <line x1={`${goal}%`} x2={`${goal}%`} y1="0" y2="10" class="hh-bar__goal" />}
    </svg>
  );
}

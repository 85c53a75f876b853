import { playedAtMost } from '../../application/demonstration/network.ts';
import type { BenchSize } from './rows.ts';

/** The loads of a run that is kept. The targets name its largest number of children. */
export const full: BenchSize = {
  rounds: 5,
  sliceMs: 2500,
  dueDeadlines: 60_000,
  idleDeadlines: 3_300_000,
  importRows: 80_000,
  children: [33_000, 330_000, 3_300_000],
  played: playedAtMost,
  loadSeconds: 3600,
  warmMs: 5000,
  pageMs: 4000,
};

/** The same rows within three minutes, to see whether a change costs: as many numbers of children, each as small as it can be. */
export const quick: BenchSize = {
  rounds: 5,
  sliceMs: 300,
  dueDeadlines: 10_000,
  idleDeadlines: 100_000,
  importRows: 1000,
  children: [4_000, 8_000, 12_000],
  played: 150,
  loadSeconds: 120,
  warmMs: 1500,
  pageMs: 300,
};

/** A run whose largest number of children is another: the numbers below it stay. */
export function upTo(most: number, size: BenchSize): BenchSize {
  return { ...size, children: [...size.children.filter((step) => step < most), most] };
}

/** Whether a run writes docs/benchmarks.md: small loads are not what the page tells, and JSON is for whoever asked. */
export function keepsPage(flags: Readonly<Record<string, string | boolean | undefined>>): boolean {
  return flags['quick'] !== true && flags['json'] !== true;
}

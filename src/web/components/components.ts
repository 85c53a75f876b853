/** The parts that pages are made of: NHS components, and seven of our own in the same style. */
export * from './bar.tsx';
export * from './choices.tsx';
export * from './class-names.ts';
export * from './content.tsx';
export * from './errors.tsx';
export * from './fields.tsx';
export * from './form.tsx';
export * from './layout.tsx';
export * from './links.tsx';
export * from './lists.tsx';
export * from './record.tsx';
export * from './table.tsx';

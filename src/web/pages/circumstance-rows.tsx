import type { ReadChild } from '../../application/readings.ts';
import { sayDate } from '../../domain/calendar/time.ts';
import { bereaved } from '../../domain/child/bereavement.ts';
import type { ChildState } from '../../domain/child/state.ts';
import { asSentence } from '../../domain/language/sentence.ts';
import { levelWords, moveEffectWords, statutoryWords } from '../../domain/language/words.ts';
import { onNoRegister } from '../../domain/risk/circumstances.ts';
import type { SummaryRow } from '../components/lists.tsx';
import type { ChildFormName } from '../forms/child-forms.ts';
import { notShownSealed } from './gp-row.ts';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';

type Change = (
  form: ChildFormName,
  text: string,
  hiddenText: string,
) => readonly { readonly href: string; readonly text: string; readonly hiddenText: string }[];

const noChange: Change = () => [];

/** What is known of the child's surroundings. "Nobody has asked" and "asked, and there is none" are told apart. */
export function circumstanceRows(child: ReadChild, open: ReadonlySet<ChildFormName>): readonly SummaryRow[] {
  const change: Change = (form, text, hiddenText) =>
    open.has(form) ? [{ href: pagePaths.form(child.personId, form), text, hiddenText }] : [];
  return [...riskRows(child, change), ...peopleRows(child, change), ...careRows(child)];
}

/** The same without the risks, where those stand by themselves. */
export function familyRows(child: ReadChild): readonly SummaryRow[] {
  const { gp, address } = child.state;
  const value = address?.sealed ? notShownSealed : (gp?.name ?? 'Not known');
  return [...peopleRows(child, noChange), { key: 'GP', value }, ...careRows(child)];
}

function none(asked: boolean): string {
  return asked ? 'Asked: there is none' : 'Nobody has asked yet';
}

/** Who is a danger, what the authority decided, and how the family may be reached safely: read before anything is done. */
export function riskRows({ state }: ReadChild, change: Change = noChange): readonly SummaryRow[] {
  const { circumstances } = state;
  return [
    {
      key: 'A danger to this child now',
      value: circumstances.dangers?.length
        ? circumstances.dangers.map((danger) => (
            <p>
              <strong>{danger.who}</strong>, {danger.relation}. {asSentence(danger.why)}{' '}
              {moveEffectWords[danger.move]}.{' '}
              {danger.limits
                .map((limit) => `${limit.what}${limit.until ? ` until ${sayDate(limit.until)}` : ''}.`)
                .join(' ')}
            </p>
          ))
        : none(circumstances.dangers !== null),
      actions: [
        ...change('add-danger', 'Add', 'a danger'),
        ...(circumstances.dangers === null
          ? change('no-danger', 'Nobody known', 'to be a danger')
          : circumstances.dangers.length > 0
            ? [
                ...change('change-danger', 'Look again', 'at a danger'),
                ...change('end-danger', 'No longer', 'a danger'),
              ]
            : []),
      ],
    },
    {
      key: 'Statutory status',
      value: circumstances.statutory?.length
        ? circumstances.statutory.map((status) => (
            <p>
              <strong>{statutoryWords[status.kind]}</strong>, {status.authority}
              {status.keyWorker ? `, key worker ${status.keyWorker}` : ''}. {asSentence(status.why ?? '')}{' '}
              {status.agreedBy ? `Agreed by ${status.agreedBy}.` : ''}{' '}
              {onNoRegister(status) ? 'No national register (CP-IS) shows this.' : ''}
            </p>
          ))
        : none(circumstances.statutory !== null),
      actions: [
        ...change('add-status', 'Add', 'a statutory status'),
        ...(circumstances.statutory === null
          ? change('no-status', 'None', 'known as statutory status')
          : circumstances.statutory.length > 0
            ? change('end-status', 'No longer', 'a statutory status')
            : []),
      ],
    },
    {
      key: 'Safe contact',
      value: circumstances.contact ? (
        <>
          <p>{circumstances.contact.route}</p>
          {circumstances.contact.interpreter && <p>Interpreter: {circumstances.contact.interpreter}</p>}
          {circumstances.contact.loneVisitWarning && (
            <p>
              <strong>Lone visits:</strong> {circumstances.contact.loneVisitWarning}
            </p>
          )}
        </>
      ) : (
        'Nobody has asked yet'
      ),
      actions: change('safe-contact', 'Change', 'the safe way to make contact'),
    },
  ];
}

function peopleRows({ state, mothersRecord }: ReadChild, change: Change): readonly SummaryRow[] {
  const { circumstances, identity } = state;
  const mother = identity.mother?.name ?? '';
  const called = (name: string) =>
    mothersRecord !== null && name === mother ? <a href={pagePaths.client(mothersRecord)}>{name}</a> : name;
  const listed = mother !== '' && circumstances.people?.some(({ name }) => name === mother);
  return [
    { key: bereaved(state) ? 'Address' : 'Where the child sleeps', value: addressWords(state) },
    ...(listed ? [] : [{ key: 'Mother', value: mother ? called(mother) : 'Not known' }]),
    {
      key: 'People of the family',
      value: circumstances.people?.length
        ? circumstances.people.map((person) => (
            <p>
              {called(person.name)}
              {`, ${person.relation}${person.livesWithChild ? ', lives with the child' : ''}${person.parentalResponsibility ? ', parental responsibility' : ''}`}
            </p>
          ))
        : none(circumstances.people !== null),
      actions: [
        ...change('add-person', 'Add', 'a person of the family'),
        ...(circumstances.people?.length ? change('change-person', 'Change', 'a person of the family') : []),
      ],
    },
  ];
}

function careRows({ state, siblings }: ReadChild): readonly SummaryRow[] {
  const { circumstances, address } = state;
  return [
    { key: 'Level of service', value: circumstances.level ? levelWords[circumstances.level] : 'Not decided' },
    ...(siblings.length > 0
      ? [
          {
            key: 'Brothers and sisters',
            value: siblings.map((sibling) => (
              <p>
                {isId(sibling.personId) ? (
                  <a href={pagePaths.child(sibling.personId)}>{sibling.name}</a>
                ) : (
                  sibling.name
                )}
              </p>
            )),
          },
        ]
      : []),
    ...(address?.temporary ? [{ key: 'Accommodation', value: 'Temporary' }] : []),
  ];
}

/** A sealed address is shown to nobody here; a missing one is not a missing family (promise P11, scenario A18). */
function addressWords(state: ChildState): string {
  const { address } = state;
  if (!address) return 'No address is known. That does not mean that the family is missing';
  if (address.sealed) return 'The address is sealed. Make contact only by the safe way';
  return (
    [...address.lines, address.postcode ?? ''].filter((line) => line !== '').join(', ') ||
    'Only the area is known'
  );
}

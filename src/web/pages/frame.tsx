import { sayInstant } from '../../domain/calendar/time.ts';
import { Layout } from '../components/layout.tsx';
import { BackLink } from '../components/links.tsx';
import type { Child } from '../html/jsx-runtime.ts';
import type { Asked } from './route.ts';

/** The frame of a page of a signed-in person, with a way back. */
export function Frame({
  asked,
  title,
  back,
  errors = false,
  children,
}: {
  asked: Asked;
  title: string;
  back?: { readonly href: string; readonly text: string };
  errors?: boolean;
  children: Child;
}) {
  return (
    <Layout view={asked.view} title={title} hasErrors={errors} before={back && <Back {...back} />}>
      <p class="hh-printed">
        {`As at ${sayInstant(asked.now)}, printed by ${asked.view.person?.name}, ${asked.view.person?.teamName}. What was recorded later is not on this paper.`}
      </p>
      {children}
    </Layout>
  );
}

/** The way back, in a landmark of its own: everything on a page lies in one. */
function Back({ href, text }: { href: string; text: string }) {
  return (
    <nav aria-label="Back">
      <BackLink href={href} text={text} />
    </nav>
  );
}

import { z } from 'zod';

/**
 * The parts of R4 resources that are read, as they really come: lists where a single text is sent and the other
 * way round, and elements that may be missing. Unknown elements are passed over.
 */

/** A list of texts, also where one text was sent instead (the sandbox does so with `given`). */
const texts = z.union([z.array(z.string()), z.string().transform((text) => [text])]);

const period = z.object({ start: z.string().optional(), end: z.string().optional() });
const concept = z.object({
  coding: z.array(z.object({ code: z.string().optional(), display: z.string().optional() })).optional(),
  text: z.string().optional(),
});

const name = z.object({
  use: z.string().optional(),
  family: z.string().optional(),
  given: texts.optional(),
  period: period.optional(),
});

const address = z.object({
  use: z.string().optional(),
  line: texts.optional(),
  city: z.string().optional(),
  district: z.string().optional(),
  postalCode: z.string().optional(),
  text: z.string().optional(),
  period: period.optional(),
});

const innerExtension = z.object({
  url: z.string(),
  valueCodeableConcept: concept.optional(),
  valueDateTime: z.string().optional(),
});
const extension = innerExtension.extend({ extension: z.array(innerExtension).optional() });

const identifier = z.object({
  system: z.string().optional(),
  value: z.string().optional(),
  extension: z.array(extension).optional(),
  period: period.optional(),
});

const meta = z.object({
  versionId: z.string().optional(),
  lastUpdated: z.string().optional(),
  security: z.array(z.object({ code: z.string().optional() })).optional(),
});

export const patientSchema = z.object({
  id: z.string().optional(),
  meta: meta.optional(),
  identifier: z.array(identifier).optional(),
  name: z.array(name).optional(),
  gender: z.string().optional(),
  birthDate: z.string().optional(),
  deceasedDateTime: z.string().optional(),
  deceasedBoolean: z.boolean().optional(),
  // In the sandbox's templates an address is one text.
  address: z.array(z.union([address, z.string().transform((text) => ({ text }))])).optional(),
  generalPractitioner: z
    .array(z.object({ identifier: identifier.optional(), display: z.string().optional() }))
    .optional(),
  multipleBirthInteger: z.union([z.number(), z.string()]).optional(),
  extension: z.array(extension).optional(),
});
export type Patient = z.infer<typeof patientSchema>;
export type PatientAddress = z.infer<typeof address>;

export const relatedSchema = z.object({
  id: z.string().optional(),
  active: z.boolean().optional(),
  meta: meta.optional(),
  identifier: z.array(identifier).optional(),
  patient: z.object({ reference: z.string().optional(), identifier: identifier.optional() }).optional(),
  relationship: z.array(concept).optional(),
  name: z.array(name).optional(),
  birthDate: z.string().optional(),
  address: z.array(address).optional(),
});
export type Related = z.infer<typeof relatedSchema>;

export const bundleSchema = z.object({
  type: z.string().optional(),
  total: z.number().optional(),
  timestamp: z.string().optional(),
  entry: z
    .array(
      z.object({
        fullUrl: z.string().optional(),
        resource: z.unknown(),
        search: z.object({ score: z.number().optional() }).optional(),
      }),
    )
    .default([]),
});

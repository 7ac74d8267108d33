import { timestamp } from 'drizzle-orm/pg-core';

/** When a row was made. */
export const madeAt = () => timestamp('created_at', { withTimezone: true }).notNull().defaultNow();

/** When a row was changed last. */
export const changedAt = () => timestamp('updated_at', { withTimezone: true }).notNull().defaultNow();

import { billingInEnglish } from './billing.en.ts';
import { billingInChinese } from './billing.zh.ts';
import { elsewhere } from './elsewhere.ts';
import { kettlesInEnglish } from './kettles.en.ts';
import { ordersInEnglish } from './orders.en.ts';
import { ordersInChinese } from './orders.zh.ts';
import type { DemoTicket } from './shape.ts';
import { teapotsInChinese } from './teapots.zh.ts';

/** Everything the demo's customers wrote, and what they were answered. */
export const demoTickets: DemoTicket[] = [
  ...kettlesInEnglish,
  ...ordersInEnglish,
  ...billingInEnglish,
  ...elsewhere,
  ...teapotsInChinese,
  ...ordersInChinese,
  ...billingInChinese,
];

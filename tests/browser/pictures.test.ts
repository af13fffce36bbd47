// Pictures of every screen beside the mock-ups, for a person to look at: `npm run shoot -- OUT`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Role } from "@/api/wire";
import { fake, launch, servePages, type Fake } from "./fake";
import { at, id, tickets } from "../../ui/test/hospital";

const out = process.env.OUT ?? "shots";
mkdirSync(out, { recursive: true });
const { server, url } = await servePages();
const browser = await launch();

type Shot = {
  name: string;
  role: Role | null;
  path: string;
  size?: [number, number];
  dark?: boolean;
  english?: boolean;
  rows?: Parameters<typeof fake>[2];
  act?: (page: Page, fake: Fake) => Promise<unknown>;
};
const PC: [number, number] = [1440, 900];
const PHONE: [number, number] = [390, 844];
const open = (page: Page) => page.getByText("标签打印机不出纸").first().click();
const mine = tickets.filter(
  (one) => one.owner?.engineer.name === "陈屿" || one.stage === "completed",
);
const ring = {
  offer: id("f", 2),
  ticket: id("t", 72),
  number: "20261124-072",
  transfer: false,
  attempt: 2,
  priority: "critical",
  summary: "HIS 登录超时，全室不能开单",
  place: "门诊楼 1 层 · 抢救大厅",
  department: "急诊抢救室",
  category: "软件 / HIS",
  offered_at: at(-2),
  accept_by: at(0.63),
};

const shots: Shot[] = [
  { name: "login", role: null, path: "/login" },
  { name: "login-phone", role: null, path: "/login", size: PHONE },
  { name: "console", role: "dispatcher", path: "/console", act: open },
  {
    name: "console-dark",
    role: "dispatcher",
    path: "/console",
    dark: true,
    act: open,
  },
  {
    name: "console-en",
    role: "dispatcher",
    path: "/console",
    english: true,
    act: open,
  },
  {
    name: "console-assign",
    role: "dispatcher",
    path: "/console",
    act: async (page) => {
      await open(page);
      await page.keyboard.press("a");
    },
  },
  {
    name: "console-form",
    role: "dispatcher",
    path: "/console",
    act: async (page) => {
      await page.locator(".row").first().waitFor();
      await page.keyboard.press("n");
      await page.locator("#form-reporter").fill("zw");
      await page.waitForTimeout(300);
      await page.keyboard.press("Enter");
      await page.locator(".pick input").fill("hlxt");
      await page.waitForTimeout(600);
      await page.keyboard.press("ArrowDown");
    },
  },
  {
    name: "console-offline",
    role: "dispatcher",
    path: "/console",
    act: async (page, fake) => {
      await open(page);
      fake.cut();
      await page.waitForTimeout(3_000);
    },
  },
  { name: "console-empty", role: "dispatcher", path: "/console", rows: [] },
  {
    name: "console-keys",
    role: "dispatcher",
    path: "/console",
    act: async (page) => {
      await page.locator(".row").first().waitFor();
      await page.keyboard.press("?");
    },
  },
  { name: "supervisor", role: "supervisor", path: "/console" },
  { name: "forbidden", role: "engineer", path: "/console" },
  {
    name: "engineer",
    role: "engineer",
    path: "/engineer",
    size: PHONE,
    rows: mine.map((one) => ({ row: "ticket", ...one })),
  },
  {
    name: "engineer-ring",
    role: "engineer",
    path: "/engineer",
    size: PHONE,
    rows: [],
    act: async (page, fake) => {
      await page.waitForTimeout(300);
      fake.send({ type: "ring", ring });
    },
  },
  {
    name: "engineer-ticket",
    role: "engineer",
    path: "/engineer",
    size: PHONE,
    rows: mine.map((one) => ({ row: "ticket", ...one })),
    act: open,
  },
  {
    name: "engineer-complete",
    role: "engineer",
    path: "/engineer",
    size: PHONE,
    rows: mine.map((one) => ({ row: "ticket", ...one })),
    act: async (page) => {
      await open(page);
      await page.locator("[data-action=complete]").click();
    },
  },
  {
    name: "reporter",
    role: "reporter",
    path: "/report",
    size: PHONE,
    rows: mine.map((one) => ({ row: "ticket", ...one })),
  },
  { name: "wall", role: "screen", path: "/wall", size: [1920, 1080] },
  {
    name: "wall-stale",
    role: "screen",
    path: "/wall",
    size: [1920, 1080],
    act: async (page, fake) => {
      await page.waitForTimeout(1_000);
      fake.cut();
      await page.waitForTimeout(12_500);
    },
  },
];

const wanted = process.argv.slice(2);
for (const shot of shots.filter(
  (one) =>
    wanted.length === 0 || wanted.some((name) => one.name.startsWith(name)),
)) {
  const [width, height] = shot.size ?? PC;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: width < 500 ? 2 : 1,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    colorScheme: shot.dark ? "dark" : "light",
  });
  const page = await context.newPage();
  if (shot.english)
    await page.addInitScript(() =>
      localStorage.setItem("lamplight.language", "en"),
    );
  const state = await fake(page, shot.role, shot.rows);
  try {
    await page.goto(url + shot.path);
    await page.waitForTimeout(500);
    await shot.act?.(page, state);
    await page.waitForTimeout(700);
  } catch (error) {
    process.stderr.write(`${shot.name}: ${String(error)}\n`);
  }
  await page.screenshot({
    path: join(out, `${shot.name}.png`),
    animations: "disabled",
  });
  if (state.errors.length)
    process.stderr.write(`${shot.name}: ${state.errors.join("\n")}\n`);
  await context.close();
}
await browser.close();
server.close();

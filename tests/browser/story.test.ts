// A report's whole life in two windows of the real program: the dispatcher types it, assigns it by hand, the
// engineer's page rings, he accepts, arrives and completes it; every step is seen in the other window
// without a reload, and no page complains.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "./fake";
import { Lamplight } from "./lamplight";

const SUMMARY = "标签打印机不出纸，腕带打不出";
const ENGINEER = "陈屿";

let browser: Browser;
let hospital: Lamplight;
let desk: Page;
let engineer: Page;

beforeAll(async () => {
  browser = await launch();
  hospital = await Lamplight.start(browser);
  desk = await hospital.window("dispatcher");
  engineer = await hospital.window("engineer", 390, 844);
}, 150_000);

afterAll(async () => {
  await hospital?.stop();
  await browser?.close();
});

const sees = (page: Page, text: string) =>
  page.getByText(text).first().waitFor({ timeout: 15_000 });

async function choose(field: string, typed: string): Promise<void> {
  await desk.locator(field).fill(typed);
  await desk
    .locator(".el-select-dropdown:visible .el-select-dropdown__item")
    .first()
    .waitFor();
  await desk.keyboard.press("Enter");
}

test("from report to completed", { timeout: 120_000 }, async () => {
  await desk.locator(".strip").waitFor();
  await desk.getByText("实时").first().waitFor();

  await desk.keyboard.press("n");
  await choose("#form-reporter", "张雯");
  await desk.locator(".pick input").fill("bqj");
  await desk.locator(".el-cascader__suggestion-item").first().click();
  await desk.locator("#form-summary").fill(SUMMARY);
  await desk.locator(".who [role=option]").first().waitFor();
  await desk.keyboard.press("Enter");
  await sees(desk, SUMMARY);
  await desk.locator(".pane .tag.st-ringing").waitFor();

  await desk.keyboard.press("a");
  await desk.locator(".assign input").fill(ENGINEER);
  await desk
    .locator(".assign [role=option]", { hasText: ENGINEER })
    .first()
    .click();

  await sees(engineer, "派给你一张单");
  await sees(engineer, SUMMARY);
  await engineer.locator("[data-action=accept]").click();
  await desk.locator(".pane .tag.st-accepted").waitFor();

  await engineer.locator("[data-action=arrive]").click();
  await desk.locator(".pane .tag.st-arrived").waitFor();
  await sees(desk, `${ENGINEER} 到场`);

  await engineer.locator("[data-action=complete]").click();
  await engineer.locator("[data-cause]").first().click();
  await engineer.locator("[data-action=confirm]").click();
  await desk.locator(".pane .tag.st-completed").waitFor();
  await sees(engineer, "今天做完 1 张");

  expect(await hospital.nothingReloaded()).toBe(true);
  expect(hospital.complaints).toEqual([]);
});

test("the wall counts it", { timeout: 60_000 }, async () => {
  const wall = await hospital.window("screen", 1920, 1080);
  await wall.locator("[data-figure=unassigned] strong").waitFor();
  expect(hospital.complaints).toEqual([]);
});

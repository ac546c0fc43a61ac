import { SETTINGS } from "../config";
import { AppError } from "../errors";
import {
  CHANGEABLE,
  CHANGEABLE_NAMES,
  type Changeable,
  type ChangeableName,
  checkedText,
  isChangeable,
  type SettingTexts,
} from "../settings/changeable";
import { insertAudit } from "../store/audit";
import { readSettingTexts, saveSettingText, tellSettings } from "../store/settings";
import type { Actor } from "./actor";
import { auditOf } from "./audit";
import { authorizeAdmin } from "./authorize";
import type { ServiceDependencies } from "./dependencies";

/** A setting as the page of administrators shows it. */
export interface SettingView {
  name: ChangeableName;
  group: "hosts" | "keeping" | "limits";
  kind: "hosts" | "days" | "number" | "flag";
  title: string;
  hint: string;
  unit: string | null;
  /** As text, as the environment would have it. */
  value: string;
  usual: string;
  /** Who says so. What the environment says cannot be changed here. */
  source: "environment" | "administrator" | "default";
}

/** Settings of the whole server. Administrators only. */
export function createServerSettings({ db: { orm, sql }, settings }: Pick<ServiceDependencies, "db" | "settings">) {
  function view(name: ChangeableName): SettingView {
    const { group, kind, title, hint, unit }: Changeable = CHANGEABLE[name];
    const [fixed, chosen, usual] = [settings.fixed[name], settings.chosen()[name], usualText(name)];
    return {
      ...{ name, group, kind, title, hint, unit: unit ?? null, usual, value: fixed ?? chosen ?? usual },
      source: fixed !== undefined ? "environment" : chosen !== undefined ? "administrator" : "default",
    };
  }

  return {
    async list(actor: Actor): Promise<{ items: SettingView[] }> {
      authorizeAdmin(actor);
      await settings.refresh();
      return { items: CHANGEABLE_NAMES.map(view) };
    },

    /**
     * All of them or none; null goes back to the default. Holds in every process within seconds.
     * @throws AppError invalid, with `fields`: what is wrong with which.
     */
    async change(actor: Actor, changes: Readonly<Record<string, string | null>>): Promise<{ items: SettingView[] }> {
      authorizeAdmin(actor);
      const checked = checkedChanges(changes, settings.fixed);
      await orm.transaction(async (tx) => {
        const before = await readSettingTexts(tx, CHANGEABLE_NAMES);
        for (const [name, text] of checked) {
          const was = String(before[name] ?? usualText(name));
          const becomes = text ?? usualText(name);
          if (was === becomes && (before[name] === undefined) === (text === null)) continue;
          await saveSettingText(tx, name, text);
          const object = { type: "setting", id: name, name: CHANGEABLE[name].title };
          await insertAudit(tx, auditOf(actor, "settings.changed", object, { value: [was, becomes] }));
        }
      });
      await tellSettings(sql);
      return this.list(actor);
    },
  };
}

function checkedChanges(
  changes: Readonly<Record<string, string | null>>,
  fixed: SettingTexts,
): [ChangeableName, string | null][] {
  const fields: Record<string, string> = {};
  const checked: [ChangeableName, string | null][] = [];
  for (const [name, text] of Object.entries(changes)) {
    try {
      if (!isChangeable(name)) throw new AppError("invalid", `There is no setting "${name}".`);
      if (fixed[name] !== undefined)
        throw new AppError(
          "conflict",
          `${CHANGEABLE[name].title}: the environment sets it (${name}). Change it there.`,
        );
      checked.push([name, text === null ? null : checkedText(name, text)]);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      fields[name] = error.message;
    }
  }
  const messages = Object.values(fields);
  if (messages.length > 0) throw new AppError("invalid", messages.join(" "), { fields });
  return checked;
}

/** What holds when nobody says anything. */
const usualText = (name: ChangeableName): string => String(SETTINGS[name].schema.parse(undefined));

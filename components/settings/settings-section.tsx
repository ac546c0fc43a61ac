import type { ReactNode } from "react";

/** What it is on the left, the controls on the right. */
export function SettingsSection({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-3 border-t py-7 md:grid-cols-[232px_minmax(0,1fr)]">
      <div>
        <h2 className="text-14 font-semibold">{title}</h2>
        <p className="text-13 text-muted-foreground">{about}</p>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}

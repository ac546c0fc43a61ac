import type { ReactNode } from "react";

interface SettingsSectionProps {
  title: string;
  about: string;
  /** To link to it. */
  id?: string;
  /** Below the description. */
  more?: ReactNode;
  children: ReactNode;
}

/** What it is on the left, the controls on the right. */
export function SettingsSection({ title, about, id, more, children }: SettingsSectionProps) {
  return (
    <section id={id} className="grid scroll-mt-4 gap-x-8 gap-y-3 border-t py-7 md:grid-cols-[232px_minmax(0,1fr)]">
      <div>
        <h2 className="text-14 font-semibold">{title}</h2>
        <p className="text-13 text-muted-foreground">{about}</p>
        {more ? <p className="mt-1 text-13">{more}</p> : null}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}

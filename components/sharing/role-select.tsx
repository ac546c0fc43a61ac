import type { FieldControl } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { SHARE_ROLES, type ShareRole } from "./share-roles";

interface RoleSelectProps {
  value: ShareRole;
  onChange(role: ShareRole): void;
  control?: FieldControl;
  /** When no label stands beside it. */
  label?: string;
  disabled?: boolean;
}

/** What somebody may do. */
export function RoleSelect({ value, onChange, control, label, disabled }: RoleSelectProps) {
  return (
    <Select
      value={value}
      disabled={disabled}
      onValueChange={(next) => onChange(SHARE_ROLES.find((role) => role.value === next)?.value ?? value)}
    >
      <SelectTrigger {...control} aria-label={label} className="w-28 flex-none">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {SHARE_ROLES.map((role) => (
          <SelectItem key={role.value} value={role.value}>
            {role.name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type ComponentProps, type ReactNode, type Ref, useImperativeHandle, useRef } from "react";
import { cn } from "@/components/ui/cn";

/** From so many rows on only those in view are there; shorter lists are whole, for searching in the page and printing. */
const WHOLE_UP_TO = 150;

export interface VirtualRowsHandle {
  /** Brings a row into view, and into the document. */
  reveal(index: number): void;
}

export interface VirtualRowsProps extends Omit<ComponentProps<"ol">, "children" | "ref"> {
  count: number;
  /** Height of an ordinary row, in pixels. */
  rowHeight: number;
  keyOf(index: number): string | number;
  children(index: number): ReactNode;
  ref?: Ref<VirtualRowsHandle>;
  frameClassName?: string;
}

/** A list of rows that scrolls by itself and stays fast with many thousand of them. */
export function VirtualRows(props: VirtualRowsProps) {
  return props.count <= WHOLE_UP_TO ? <WholeRows {...props} /> : <RowsInView {...props} />;
}

function WholeRows({
  count,
  rowHeight: _,
  keyOf,
  children,
  ref,
  className,
  frameClassName,
  ...rest
}: VirtualRowsProps) {
  const frame = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    reveal: (index) => frame.current?.querySelector(`[data-row="${index}"]`)?.scrollIntoView({ block: "nearest" }),
  }));
  return (
    <div ref={frame} className={cn("min-h-0 flex-1 overflow-y-auto", frameClassName)}>
      <ol {...rest} className={className}>
        {Array.from({ length: count }, (_, index) => (
          <li key={keyOf(index)} data-row={index}>
            {children(index)}
          </li>
        ))}
      </ol>
    </div>
  );
}

function RowsInView({ count, rowHeight, keyOf, children, ref, className, frameClassName, ...rest }: VirtualRowsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    ...{ count, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: 12 },
    getItemKey: keyOf,
  });
  useImperativeHandle(ref, () => ({ reveal: (index) => virtual.scrollToIndex(index) }));
  return (
    <div ref={frame} className={cn("min-h-0 flex-1 overflow-y-auto max-md:max-h-[70dvh]", frameClassName)}>
      <ol {...rest} className={cn("relative", className)} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => (
          <li
            key={key}
            data-index={index}
            data-row={index}
            ref={virtual.measureElement}
            aria-setsize={count}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start}px)` }}
          >
            {children(index)}
          </li>
        ))}
      </ol>
    </div>
  );
}

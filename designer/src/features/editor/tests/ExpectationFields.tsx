import { Checkbox, Radio } from '@mantine/core';
import type { Played } from '@slipway/shared/examples/play/play.ts';
import { type ExpectationList, expectationLists } from '@slipway/shared/examples/scenario.ts';
import { useDocumentPart, useEditor } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { REQUIRED, ticked, type Wanted, type Way } from './expectation-edits.ts';
import classes from './Tests.module.css';
import { fieldText, itemText, portText, valueText } from './test-words.ts';

interface ExpectationFieldsProps {
  readonly came: Played;
  readonly wanted: Wanted;
  readonly onChange: (wanted: Wanted) => void;
}

/** What happened, with a tick at everything that a test expects of it: an item, a field of it, the way. */
export function ExpectationFields({ came, wanted, onChange }: ExpectationFieldsProps) {
  const { document } = useEditor();
  const graph = useDocumentPart(document, (state) => state.graph);
  return (
    <fieldset className={classes.expects}>
      <legend>{t('tests.expects')}</legend>
      <p className={classes.quiet}>{t('tests.expects-detail')}</p>
      {expectationLists.map((list) => (
        <ListFields key={list} list={list} came={came} wanted={wanted} onChange={onChange} />
      ))}
      <h4>{t('tests.way')}</h4>
      <Radio.Group value={wanted.way} onChange={(way) => onChange({ ...wanted, way: way as Way })}>
        <div className={classes.ways}>
          {(['exact', 'through', 'any'] as const).map((way) => (
            <Radio key={way} value={way} size="xs" label={t(`tests.way.${way}`)} />
          ))}
        </div>
      </Radio.Group>
      {wanted.way !== 'any' && (
        <p className={classes.way}>
          {came.path.map((port) => portText(graph, port)).join(' → ') || t('tests.nothing')}
        </p>
      )}
    </fieldset>
  );
}

function ListFields({ list, came, wanted, onChange }: ExpectationFieldsProps & { readonly list: ExpectationList }) {
  const { document } = useEditor();
  const graph = useDocumentPart(document, (state) => state.graph);
  const items = came[list] as readonly Readonly<Record<string, unknown>>[];
  const loose = wanted.items[list].some((fields) => fields.size === 0);
  if (items.length === 0 && list === 'emitted') return null;
  return (
    <div>
      <h4>
        {t(`tests.list.${list}`)} {items.length === 0 && <span className={classes.quiet}>{t('tests.list-none')}</span>}
        {loose && <span className={classes.quiet}>{t('tests.loose')}</span>}
      </h4>
      {items.map((item, index) => {
        const fields = wanted.items[list][index] ?? new Set<string>();
        const all = Object.keys(item).filter((name) => item[name] !== undefined);
        const usual = all.filter((name) => REQUIRED[list].includes(name));
        const name = itemText(list, item, graph);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: what happened is never reordered
          <div key={index} className={classes.item}>
            <Checkbox
              size="xs"
              label={name}
              checked={fields.size > 0}
              onChange={(e) => onChange(ticked(wanted, list, index, new Set(e.currentTarget.checked ? usual : [])))}
            />
            {fields.size > 0 && (
              <div className={classes.fields}>
                {all.map((field) => (
                  <Checkbox
                    key={field}
                    size="xs"
                    label={`${fieldText(field)}: ${valueText(item[field])}`}
                    checked={fields.has(field)}
                    disabled={usual.includes(field)}
                    onChange={(e) => {
                      const next = new Set(fields);
                      if (e.currentTarget.checked) next.add(field);
                      else next.delete(field);
                      onChange(ticked(wanted, list, index, next));
                    }}
                  />
                ))}
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}

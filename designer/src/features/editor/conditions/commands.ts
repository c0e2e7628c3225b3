import { conditionPointer, conditionsOf } from '@slipway/shared/workflow/edit';
import { IconTag, IconTags } from '@tabler/icons-react';
import { type Editor, reveal } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import type { Command } from '../../../shell/commands/command.ts';
import { addNamed, CONDITIONS, sentenceOf } from './named.ts';

/** The ways to the named conditions, for the command bar. `showForm` brings the inspector where something else is shown. */
export function conditionCommands(editor: Editor, showForm: () => void): readonly Command[] {
  const { draft } = editor.document.state;
  const command = (id: string, title: string, run: () => void, more: Pick<Command, 'hint' | 'icon'>): Command => ({
    id: `conditions.${id}`,
    group: 'workflow',
    title,
    run: () => {
      showForm();
      run();
    },
    ...more,
  });
  return [
    command('show', t('conditions.title'), () => reveal(editor, undefined, CONDITIONS), { icon: IconTags }),
    command('add', t('conditions.add'), () => addNamed(editor), { icon: IconTag }),
    ...Object.keys(conditionsOf(draft)).map((name) =>
      command(`open.${name}`, t('conditions.go', { name }), () => reveal(editor, undefined, conditionPointer(name)), {
        hint: sentenceOf(draft, name),
        icon: IconTag,
      }),
    ),
  ];
}

/** The buttons of lists in forms, with names in words: the theme's are icons, and an icon is read by its English name. */
import { AddButton, MoveDownButton, MoveUpButton, RemoveButton } from '@rjsf/antd/lib/templates/IconButton/index.js';
import { type IconButtonProps, TranslatableString } from '@rjsf/utils';
import type { ComponentType } from 'react';

function named(Icon: ComponentType<IconButtonProps>, name: TranslatableString) {
  return function Named(props: IconButtonProps) {
    return <Icon {...props} aria-label={props.registry.translateString(name)} />;
  };
}

export const listButtons = {
  AddButton: named(AddButton, TranslatableString.AddItemButton),
  MoveDownButton: named(MoveDownButton, TranslatableString.MoveDownButton),
  MoveUpButton: named(MoveUpButton, TranslatableString.MoveUpButton),
  RemoveButton: named(RemoveButton, TranslatableString.RemoveButton),
};

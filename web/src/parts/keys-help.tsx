/** Which keys do what, and the switch that silences them. */
import { Checkbox, Modal } from 'antd';
import { useWords } from '../language/language.ts';
import { keysOn, switchKeys } from './keys.ts';

const words = {
  zh: {
    title: '快捷键',
    on: '启用单键快捷键',
    why: '使用读屏软件或语音控制时可以关闭。在输入框中快捷键不起作用。',
    keys: [
      ['/', '查找办件'],
      ['?', '显示快捷键'],
      ['j 或 ↓', '下一件任务'],
      ['k 或 ↑', '上一件任务'],
      ['Enter', '打开任务'],
      ['c', '签收任务'],
      ['x', '选择或取消选择任务'],
    ],
    key: '按键',
    does: '作用',
    close: '关闭',
  },
  en: {
    title: 'Keys',
    on: 'Single keys are on',
    why: 'Switch them off for a screen reader or speech control. In input fields they do nothing.',
    keys: [
      ['/', 'Find cases'],
      ['?', 'Show the keys'],
      ['j or ↓', 'Next task'],
      ['k or ↑', 'Previous task'],
      ['Enter', 'Open the task'],
      ['c', 'Claim the task'],
      ['x', 'Select the task, or not'],
    ],
    key: 'Key',
    does: 'What it does',
    close: 'Close',
  },
};

export default function KeysHelp({ close }: { close: () => void }) {
  const { title, on, why, keys, key, does, close: closeWord } = useWords(words);
  const enabled = keysOn.use();
  return (
    <Modal open title={title} footer={null} onCancel={close} closable={{ 'aria-label': closeWord }}>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{key}</th>
            <th scope="col">{does}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map(([one, what]) => (
            <tr key={one}>
              <td>
                <kbd>{one}</kbd>
              </td>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <Checkbox checked={enabled} onChange={({ target }) => switchKeys(target.checked)}>
          {on}
        </Checkbox>
      </p>
      <p className="muted small">{why}</p>
    </Modal>
  );
}

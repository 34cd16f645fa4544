/** The elements of the namespace `banli:` in a BPMN file: what BPMN has no words for. */
export const BANLI = {
  name: 'Banli',
  prefix: 'banli',
  uri: 'urn:banli:bpmn:1',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Citation',
      superClass: ['Element'],
      properties: [
        { name: 'document', isAttr: true, type: 'String' },
        { name: 'article', isAttr: true, type: 'String' },
      ],
    },
    {
      /** A deadline: what starts, suspends and meets it, and how long it is, each as the definition has it. */
      name: 'Clock',
      superClass: ['Element'],
      properties: [
        { name: 'deadline', isAttr: true, type: 'String' },
        { name: 'label', isAttr: true, type: 'String' },
        { name: 'labelEn', isAttr: true, type: 'String' },
        { name: 'starts', isAttr: true, type: 'String' },
        { name: 'suspendedWhile', isAttr: true, type: 'String' },
        { name: 'met', isAttr: true, type: 'String' },
        { name: 'remind', isAttr: true, type: 'String' },
        { name: 'lengths', isMany: true, type: 'Length' },
      ],
    },
    {
      name: 'Length',
      superClass: ['Element'],
      properties: [
        { name: 'when', isAttr: true, type: 'String' },
        { name: 'basis', isAttr: true, type: 'String' },
        { name: 'days', isAttr: true, type: 'String' },
        { name: 'date', isAttr: true, type: 'String' },
      ],
    },
  ],
};

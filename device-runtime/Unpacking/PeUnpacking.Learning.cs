namespace NanoLive.Unpacking
{
    // Before a class of the base is told of, its code and its names teach what instructions and characters to expect: new ones resemble those that are there.
    internal sealed partial class PeUnpacking
    {
        // A step must not take long: so many characters and instructions, and the method at which that is reached.
        private const int MostLearned = 768;
        private int _learned;

        private void Learn(int source)
        {
            _learned = 0;
            BaseImage image = _draft.Image(source);
            int type = image.Row(BaseImage.TypeDef, source & 0xFFFF);
            int method = image.U16(type + 10);
            int methods = image.U8(type + 12) + image.U8(type + 13) + image.U8(type + 14);
            for (int i = 0; i < methods && _learned < MostLearned; i++)
            {
                int row = image.Row(BaseImage.MethodDef, method + i);
                LearnText(image, image.U16(row));
                LearnCode(image, method + i, row);
            }

            int field = image.U16(type + 16);
            int fields = image.U8(type + 20) + image.U8(type + 21);
            for (int i = 0; i < fields && _learned < MostLearned; i++)
            {
                LearnText(image, image.U16(image.Row(BaseImage.FieldDef, field + i)));
            }
        }

        private void LearnText(BaseImage image, int id)
        {
            int at = image.Start(BaseImage.Strings) + id;
            int last = 0;
            for (int i = 0; i < MostText && id < PeDraft.FirstFirmwareString && (i == 0 || last != 0); i++)
            {
                int next = image.U8(at + i);
                _symbols.Learn(last, next);
                _learned++;
                last = next;
            }
        }

        private void LearnCode(BaseImage image, int method, int row)
        {
            int start = image.U16(row + 2);
            if (start == BaseImage.None)
            {
                return;
            }

            int at = image.Start(BaseImage.ByteCode) + start;
            int end = image.Start(BaseImage.ByteCode) + image.BodyEnd(method);
            end -= (image.U16(row + 6) & HandlersFlag) == 0 ? 0 : 1 + (12 * image.U8(end - 1));
            int last = 0;
            while (at < end)
            {
                int first = image.U8(at++);
                _symbols.Learn(SymbolContext.CodeBytes + last, first);
                _learned++;
                last = first;
                int kind = KindOf(first, first == 0xFE ? image.U8(at++) : -1);
                at += kind == 11 ? 1 + (2 * image.U8(at)) : LengthOf(kind);
            }
        }
    }
}

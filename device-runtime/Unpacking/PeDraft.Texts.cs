namespace NanoLive.Unpacking
{
    // Texts: one at a time is put together, and then is found in the heap of texts or put at its end.
    internal sealed partial class PeDraft
    {
        /// <summary>Begins a text.</summary>
        internal GrowingBytes Text()
        {
            _text.Length = 0;
            return _text;
        }

        /// <summary>Nothing, where the firmware has the text.</summary>
        internal void AppendText(int entity, int id, int most)
        {
            BaseImage image = Image(entity);
            int at = image.Start(BaseImage.Strings) + id;
            for (int i = 0; id < FirstFirmwareString && i < most && image.U8(at + i) != 0; i++)
            {
                _text.Add(image.U8(at + i));
            }
        }

        internal void AppendOwnText(int id)
        {
            GrowingBytes texts = Tables[BaseImage.Strings];
            for (int i = id; i < texts.Length && texts.Bytes[i] != 0; i++)
            {
                _text.Add(texts.Bytes[i]);
            }
        }

        /// <summary>Between namespace and name, where there is a namespace.</summary>
        internal void AppendDot()
        {
            if (_text.Length > 0)
            {
                _text.Add('.');
            }
        }

        /// <summary>As CBOR has it.</summary>
        internal void AddTextTo(GrowingBytes target)
        {
            if (_text.Length > 23)
            {
                target.Add(0x78);
            }

            target.Add(_text.Length > 23 ? _text.Length : 0x60 + _text.Length);
            for (int i = 0; i < _text.Length; i++)
            {
                target.Add(_text.Bytes[i]);
            }
        }

        /// <summary>Id of the text that was begun.</summary>
        internal int EndText()
        {
            _text.Add(0);
            return Tables[BaseImage.Strings].FindOrAdd(_text, 1);
        }

        internal int StringOf(int entity, int id)
        {
            if (id >= FirstFirmwareString)
            {
                return id;
            }

            Text();
            AppendText(entity, id, 512);
            return EndText();
        }
    }
}

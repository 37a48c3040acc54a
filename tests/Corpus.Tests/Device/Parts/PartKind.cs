namespace Corpus.Parts
{
    /// <summary>The parts by the names that pairs give them.</summary>
    public static class PartKind
    {
        public static Part Create(string kind)
        {
            switch (kind)
            {
                case "registers":
                    return new RegisterPart();
                case "words":
                    return new WordPart();
                case "scratchpad":
                    return new ScratchpadPart();
                default:
                    return new EepromPart();
            }
        }
    }
}

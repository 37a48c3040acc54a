using System.Collections;
using NanoLive.Ports;

namespace DeviceTests.Doubles
{
    /// <summary>Keeps what the board wrote, a line each: word, subject, first figure.</summary>
    public sealed class Diary : ITrace
    {
        private readonly ArrayList _words = new ArrayList();
        private readonly ArrayList _subjects = new ArrayList();

        public int Lines
        {
            get { return _words.Count; }
        }

        public void Write(string what, string subject, long first, long second)
        {
            _words.Add(what);
            _subjects.Add(subject);
        }

        public string WordAt(int line)
        {
            return (string)_words[line];
        }

        public string SubjectAt(int line)
        {
            return (string)_subjects[line];
        }

        /// <summary>Lines of that word, from a line on.</summary>
        public int Count(string what, int from = 0)
        {
            int count = 0;
            for (int i = from; i < _words.Count; i++)
            {
                count += (string)_words[i] == what ? 1 : 0;
            }

            return count;
        }
    }
}

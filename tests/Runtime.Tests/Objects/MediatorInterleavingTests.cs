using NanoLive.Objects;

namespace NanoLive.Runtime.Objects;

/// <summary>
/// Every interleaving of small call scripts with a swap that is made at safe points of the loop. Threads are played: a step of a thread that
/// would wait is tried again after the mediator has gone. Two interleavings that lead to the same state go on alike, so each state is left once.
/// </summary>
public sealed class MediatorInterleavingTests
{
    private const int Loop = 99;

    private static readonly string[][] Scripts =
    [
        ["+a", "-a"],
        ["+a", "+b", "-b", "-a"],
        ["+b", "+a", "-a", "-b"],
        ["+a", "+a", "-a", "-a"],
        ["+a", "-a", "+b", "-b"],
        ["+a", "+b", "-a", "-b"],
    ];

    public static TheoryData<int, int> Pairs()
    {
        var pairs = new TheoryData<int, int>();
        for (int i = 0; i < Scripts.Length; i++)
        {
            for (int j = i; j < Scripts.Length; j++)
            {
                pairs.Add(i, j);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Nobody_is_inside_while_the_swap_works_and_everybody_comes_to_an_end(int first, int second)
    {
        int endings = 0;
        int held = 0;
        var left = new HashSet<string>();
        Explore([]);
        Assert.True(endings > 1 && held > 0, $"{endings} endings, {held} swaps");

        // Depth first over the choices of who goes next; each prefix is played anew, since a register cannot be copied.
        void Explore(List<int> choices)
        {
            var play = new Play(Scripts[first], Scripts[second]);
            foreach (int choice in choices)
            {
                play.Step(choice);
            }

            if (!left.Add(play.State))
            {
                return;
            }

            if (play.IsOver)
            {
                endings++;
                held += play.Swaps;
                return;
            }

            bool moved = false;
            for (int who = 0; who < 3; who++)
            {
                if (play.CanStep(who))
                {
                    moved = true;
                    Explore([.. choices, who]);
                }
            }

            Assert.True(moved, "deadlock after " + string.Join(' ', choices));
        }
    }

    /// <summary>Two threads and the swap. The swap's steps: announce, look, close, look, open if it could not; then it is done.</summary>
    private sealed class Play
    {
        private readonly Callers _callers = new() { LoopThread = Loop };
        private readonly Mediator _mediator;
        private readonly Entry _a = new(null, null, "a", "a");
        private readonly Entry _b = new(null, null, "b", "b");
        private readonly string[][] _scripts;
        private readonly int[] _next = new int[2];
        private readonly int[] _inside = new int[2];
        private readonly bool[] _waits = new bool[2];
        private int _swapStep;
        private bool _hasHeld;

        public Play(params string[][] scripts)
        {
            _scripts = scripts;
            _mediator = new Mediator(_callers, 1);
        }

        public int Swaps { get; private set; }

        public bool IsOver => _swapStep == 5 && Enumerable.Range(0, 2).All(thread => _next[thread] == _scripts[thread].Length);

        public string State => $"{_next[0]} {_next[1]} {_waits[0]} {_waits[1]} {_swapStep} {_hasHeld} {_mediator.State}";

        public bool CanStep(int who) => who == 2 ? _swapStep < 5 : _next[who] < _scripts[who].Length && !_waits[who];

        public void Step(int who)
        {
            if (who == 2)
            {
                StepSwap();
            }
            else
            {
                StepThread(who);
            }
        }

        private void StepThread(int thread)
        {
            string step = _scripts[thread][_next[thread]];
            Entry entry = step[1] == 'a' ? _a : _b;
            if (step[0] == '-')
            {
                _callers.Leave(entry, thread);
                _inside[thread]--;
            }
            else
            {
                Mediator stopped = _callers.TryEnter(entry, thread);
                if (stopped is not null)
                {
                    Assert.Equal(0, _inside[thread]);
                    _waits[thread] = true;
                    return;
                }

                Assert.NotEqual(MediatorState.Completed, _mediator.State);
                _inside[thread]++;
            }

            _next[thread]++;
        }

        private void StepSwap()
        {
            switch (_swapStep++)
            {
                case 0:
                    _mediator.Announce();
                    break;
                case 1 or 3 when !_hasHeld:
                    Look();
                    break;
                case 2 when !_hasHeld:
                    _mediator.Close();
                    break;
                case 4:
                    Swaps += _hasHeld ? 1 : 0;
                    Assert.True(!_hasHeld || _inside.Sum() == 0);
                    _mediator.Open();
                    Array.Clear(_waits);
                    Assert.Equal(MediatorState.Normal, _mediator.State);
                    break;
            }
        }

        private void Look()
        {
            bool isQuiet = _inside.Sum() == 0;
            _hasHeld = _mediator.TryComplete();
            Assert.Equal(isQuiet, _hasHeld);
            Assert.Equal(isQuiet, _mediator.Blocker is null);

            // The loop's own thread is let in while the table is closed, and, as the only one, while it is held.
            Assert.Null(_callers.TryEnter(_a, Loop));
            _callers.Leave(_a, Loop);
        }
    }
}

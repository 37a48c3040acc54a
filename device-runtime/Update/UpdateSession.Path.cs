using NanoLive.Format;
using NanoLive.Loading;
using NanoLive.Objects;
using NanoLive.Staging;

namespace NanoLive.Update
{
    // Offers that arrive while a patch is under way wait, in a trial too: a trial is never cut short by an offer, it ends by itself in bounded
    // time, and then the next one is looked at. Only a download, which may never end, is left off for one; a refused offer lets it go on.
    //
    //   stage      receipt that it needs        work                              ends in, besides End (refused: nothing has changed)
    //   Idle       -                            next offer is parsed              Manifest
    //   Manifest   ParsedOffer                  signature, then what it says      Staging
    //   Staging    VerifiedManifest             bytes into flash                  Payload; Manifest for another offer
    //   Payload    StagedPatch                  copy out of flash, digest         Prepare; kept for the next boot
    //   Prepare    VerifiedPatch                load; successors, all checks      Swap; kept for the next boot
    //   Swap       SwapPlan                     quiet moment, transfer, COMMIT    Trial; kept for the next boot
    //   Trial      live objects                 watch                             End: confirmed; or Back
    //   Back       live objects                 quiet moment, transfer back       End: rolled back; or a reboot
    internal sealed partial class UpdateSession
    {
        private void Advance()
        {
            switch (_stage)
            {
                case StageIdle:
                    TakeOffer();
                    break;
                case StageManifest:
                    VerifyManifest();
                    break;
                case StageStaging:
                    Stage();
                    break;
                case StagePayload:
                    VerifyPayload();
                    break;
                case StagePrepare:
                    Prepare();
                    break;
                case StageSwap:
                    Swap();
                    break;
                case StageTrial:
                    Watch();
                    break;
                case StageBack:
                    GoBack();
                    break;
                default:
                    Reboot();
                    break;
            }
        }

        private void TakeOffer()
        {
            if (!_isHealthy && _trial.IsReachable && _board.Loop.HadTicksInTrial(1, _board.Settings.TrialMs))
            {
                _isHealthy = true;
                _store.MarkHealthy();
                _report.Boots = _store.BootsWithoutHealth;
            }

            TakeNextOffer();
        }

        private bool TakeNextOffer()
        {
            byte[] envelope = _inbox.Next();
            bool isTaken = envelope != null && _offer.Begin(envelope, _running);
            if (isTaken)
            {
                _subject = null;
                _heldUs = 0;
                _objects = 0;
                Enter(StageManifest, UpdatePhase.Verifying);
            }

            return isTaken;
        }

        private void VerifyManifest()
        {
            if (!_offer.Step(_pace.Multiplications))
            {
                return;
            }

            _subject = _offer.Digest;
            int status = _offer.Status;
            if (_offer.Manifest == null && _manifest != null)
            {
                // What was being downloaded goes on.
                Tell(UpdatePhase.Idle, status, null);
                status = Status.Ok;
            }
            else
            {
                _manifest = _offer.Manifest;
            }

            status = status == Status.Ok ? _staging.Begin(_manifest) : status;
            if (status != Status.Ok)
            {
                End(status, null);
                return;
            }

            _subject = _manifest.PayloadDigest;
            Enter(StageStaging, UpdatePhase.Downloading);
        }

        private void Stage()
        {
            int status;
            if (!_staging.Step(out status))
            {
                if (_staging.NextChunk != PatchStaging.NoChunk && TakeNextOffer())
                {
                    _staging.Abandon();
                }

                return;
            }

            _manifest = null;
            if (status != Status.Ok)
            {
                End(status, null);
                return;
            }

            _slot = _staging.Patch.Slot;
            _payload.Begin(_slot);
            Enter(StagePayload, UpdatePhase.Verifying);
        }

        private void VerifyPayload()
        {
            if (!_payload.Step())
            {
                return;
            }

            int status = _payload.Status;
            _verified = _payload.Patch;
            _plan = _verified == null ? null : PlanReader.Read(_verified.Plan, 0, _verified.Plan.Length, out status);
            if (status == Status.HeapTooSmall)
            {
                Keep(status, null);
            }
            else if (_plan == null)
            {
                Fail(status, null);
            }
            else if (!FromStates.Name(_plan, _running == null ? _identity.Digest : _running))
            {
                Keep(Status.AtReboot, null);
            }
            else
            {
                Enter(StagePrepare, UpdatePhase.Preparing);
            }
        }

        private void Prepare()
        {
            // From here on a reset counts against the patch: its own code runs while it is loaded.
            Refusal refusal = Fault(_store.MarkTrial(_slot));
            LoadedPatch loaded = refusal == null ? _booted.Loader.Load(_verified, _plan, out refusal) : null;
            _verified = null;
            _swap = loaded == null ? null : SwapPlan.Prepare(_board.Table, loaded, out refusal);
            if (_swap != null)
            {
                _quiescence.Begin();
                Enter(StageSwap, UpdatePhase.Waiting);
            }
            else if (refusal.Status == Status.TooManyAssemblies || refusal.Status == Status.HeapTooSmall)
            {
                Keep(refusal.Status, refusal.Subject);
            }
            else
            {
                Fail(refusal.Status, refusal.Subject);
            }
        }

        private void Swap()
        {
            if (!_quiescence.TryHold())
            {
                if (_quiescence.IsHopeless)
                {
                    Abandon(new Refusal(Status.NotQuiescent, _quiescence.Blocker));
                }

                return;
            }

            long beganUs = _ports.Clock.NowUs;
            Refusal refusal = _swap.Transfer(_board.Settings.SwapsPerTick);
            if (refusal == null)
            {
                // The point of commitment: what can fail is above, what cannot is below.
                _swap.Commit();
            }

            refusal = _swap.Resume(refusal);
            _quiescence.Release();
            long heldUs = _ports.Clock.NowUs - beganUs;
            _heldUs = heldUs > _heldUs ? heldUs : _heldUs;
            if (refusal != null)
            {
                Abandon(refusal);
            }
            else if (!_swap.HasMore)
            {
                GoLive();
            }
        }
    }
}

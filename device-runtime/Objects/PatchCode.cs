using System;
using System.Reflection;
using NanoLive.Format;

namespace NanoLive.Objects
{
    /// <summary>
    /// Calls into code that came with a patch, or that a driver wrote for swaps, before the commit. Whatever it throws refuses the swap;
    /// defects of the runtime pass.
    /// </summary>
    internal static class PatchCode
    {
        /// <summary>Null when it returned normally.</summary>
        internal static Refusal Call(MethodInfo method, object[] arguments, int status, out object result)
        {
            try
            {
                result = method.Invoke(null, arguments);
                return null;
            }
            catch (Exception exception)
            {
                if (Defect.Is(exception))
                {
                    throw;
                }

                result = null;
                return Refuse(status, method.DeclaringType.FullName + "." + method.Name, exception);
            }
        }

        internal static Refusal Construct(ConstructorInfo constructor, out object made)
        {
            try
            {
                made = constructor.Invoke(new object[] { null });
                return null;
            }
            catch (Exception exception)
            {
                if (Defect.Is(exception))
                {
                    throw;
                }

                made = null;
                return Refuse(Status.AdoptionMissing, constructor.DeclaringType.FullName, exception);
            }
        }

        internal static Refusal Export(IStateExporter exporter, int format, out object state)
        {
            try
            {
                state = exporter.ExportState(format);
                return null;
            }
            catch (Exception exception)
            {
                if (Defect.Is(exception))
                {
                    throw;
                }

                state = null;
                return Refuse(Status.MigrationThrew, exporter.GetType().FullName, exception);
            }
        }

        internal static Refusal Import(IStateImporter importer, int format, object state)
        {
            try
            {
                importer.ImportState(format, state);
                return null;
            }
            catch (Exception exception)
            {
                if (Defect.Is(exception))
                {
                    throw;
                }

                return Refuse(Status.MigrationThrew, importer.GetType().FullName, exception);
            }
        }

        // .NET wraps what a reflection call throws; nanoFramework does not.
        private static Refusal Refuse(int status, string subject, Exception exception)
        {
            Exception cause = exception.InnerException == null ? exception : exception.InnerException;
            return new Refusal(status, subject + ": " + cause.GetType().Name);
        }
    }
}

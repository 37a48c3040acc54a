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
        /// <param name="code">A static method, or a constructor.</param>
        internal static Refusal Call(MethodBase code, object[] arguments, int status, out object result)
        {
            try
            {
                ConstructorInfo constructor = code as ConstructorInfo;
                result = constructor == null ? code.Invoke(null, arguments) : constructor.Invoke(arguments);
                return null;
            }
            catch (Exception exception)
            {
                if (Defect.Is(exception))
                {
                    throw;
                }

                result = null;
                return Refuse(status, code.DeclaringType.FullName + "." + code.Name, exception);
            }
        }

        /// <summary>Has a driver give its state in a format of its own, or take it.</summary>
        /// <param name="importer">Null: it gives.</param>
        internal static Refusal Convert(IStateExporter exporter, IStateImporter importer, Pair pair)
        {
            try
            {
                if (importer == null)
                {
                    pair.State = exporter.ExportState(pair.Format);
                }
                else
                {
                    importer.ImportState(pair.Format, pair.State);
                }

                return null;
            }
            catch (Exception exception)
            {
                if (Defect.Is(exception))
                {
                    throw;
                }

                return Refuse(Status.MigrationThrew, pair.Class.NewType.FullName, exception);
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

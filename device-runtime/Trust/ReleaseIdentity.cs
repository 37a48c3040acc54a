using System.Reflection;
using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Trust
{
    /// <summary>
    /// Who this board is: what was flashed, by which vendor, for which kind of board, and whose patches it takes. Comes from the generated
    /// assembly <c>NanoLive.Release</c> (FORMAT.md, "Release identity"), so it is exactly as trustworthy as the flash.
    /// </summary>
    public sealed class ReleaseIdentity
    {
        public const string AssemblyName = "NanoLive.Release";
        public const string ClassName = "NanoLive.Release.Identity";

        private const int MostKeys = 16;
        private const int KeyLength = 64;
        private const int KeyIdLength = 8;

        private readonly byte[][] _keys;
        private readonly byte[][] _keyIds;
        private readonly byte[] _revoked;

        /// <param name="keys">64 bytes each, X and Y of a point of P-256, big endian.</param>
        /// <param name="revoked">Ids of keys that are trusted no more, 8 bytes each, one behind the other; may be empty.</param>
        /// <param name="signatures">For the ids of the keys, which are the beginnings of their digests; not kept.</param>
        /// <param name="settings">Lines of <c>name=value</c>, or null.</param>
        public ReleaseIdentity(byte[] digest, byte[] vendorId, byte[] classId, byte[][] keys, byte[] revoked, string application, ISignatures signatures, string settings = null)
        {
            Digest = digest;
            VendorId = vendorId;
            ClassId = classId;
            Application = application;
            Settings = settings == null ? "" : settings;
            _keys = keys;
            _revoked = revoked;
            _keyIds = new byte[keys.Length][];
            for (int i = 0; i < keys.Length; i++)
            {
                signatures.BeginDigest();
                signatures.Append(keys[i], 0, KeyLength);
                _keyIds[i] = signatures.EndDigest();
            }
        }

        /// <summary>32 bytes.</summary>
        public readonly byte[] Digest;

        /// <summary>16 bytes.</summary>
        public readonly byte[] VendorId;

        /// <summary>16 bytes.</summary>
        public readonly byte[] ClassId;

        /// <summary>The class that makes the application: <c>Namespace.Type, Assembly</c>.</summary>
        public readonly string Application;

        /// <summary>Settings for boards that have no file for them; may be empty.</summary>
        public readonly string Settings;

        /// <summary>
        /// Calls the methods of the generated class; null when one is missing or answers in another shape: then nothing may be trusted.
        /// The one use of reflection outside Loading: the runtime is built before any release is.
        /// </summary>
        public static ReleaseIdentity Read(Assembly release, ISignatures signatures)
        {
            System.Type type = release.GetType(ClassName);
            if (type == null)
            {
                return null;
            }

            byte[] digest = Call(type, "Digest", null) as byte[];
            byte[] vendorId = Call(type, "VendorId", null) as byte[];
            byte[] classId = Call(type, "ClassId", null) as byte[];
            string application = Call(type, "Application", null) as string;
            byte[] revoked = Call(type, "Revoked", null) as byte[];
            string settings = Call(type, "Settings", null) as string;
            byte[][] keys = ReadKeys(type);
            if (!HasLength(digest, 32) || !HasLength(vendorId, 16) || !HasLength(classId, 16) || application == null || keys == null)
            {
                return null;
            }

            return new ReleaseIdentity(digest, vendorId, classId, keys, revoked == null ? new byte[0] : revoked, application, signatures, settings);
        }

        /// <summary>The key of this id; null when there is none.</summary>
        [ForTools]
        public byte[] FindKey(byte[] keyId)
        {
            for (int i = 0; i < _keyIds.Length; i++)
            {
                if (Bytes.Equal(_keyIds[i], 0, keyId, 0, KeyIdLength))
                {
                    return _keys[i];
                }
            }

            return null;
        }

        [ForTools]
        public bool IsRevoked(byte[] keyId)
        {
            for (int i = 0; i + KeyIdLength <= _revoked.Length; i += KeyIdLength)
            {
                if (Bytes.Equal(_revoked, i, keyId, 0, KeyIdLength))
                {
                    return true;
                }
            }

            return false;
        }

        private static byte[][] ReadKeys(System.Type type)
        {
            object count = Call(type, "KeyCount", null);
            if (!(count is int) || (int)count < 0 || (int)count > MostKeys)
            {
                return null;
            }

            byte[][] keys = new byte[(int)count][];
            for (int i = 0; i < keys.Length; i++)
            {
                keys[i] = Call(type, "Key", new object[] { i }) as byte[];
                if (!HasLength(keys[i], KeyLength))
                {
                    return null;
                }
            }

            return keys;
        }

        private static object Call(System.Type type, string method, object[] arguments)
        {
            MethodInfo found = type.GetMethod(method, BindingFlags.Public | BindingFlags.Static);
            return found == null ? null : found.Invoke(null, arguments);
        }

        private static bool HasLength(byte[] bytes, int length)
        {
            return bytes != null && bytes.Length == length;
        }
    }
}

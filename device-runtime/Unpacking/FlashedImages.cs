using System.Reflection;
using NanoLive.Trust;

namespace NanoLive.Unpacking
{
    /// <summary>The base images that the generated class of a release carries (FORMAT.md, "Release identity"): static data in flash, copied when asked for.</summary>
    internal sealed class FlashedImages : IBaseImages
    {
        private const int Most = 64;
        private readonly MethodInfo _length;
        private readonly MethodInfo _image;

        private FlashedImages(int count, MethodInfo length, MethodInfo image)
        {
            _length = length;
            Count = count;
            _image = image;
        }

        /// <inheritdoc/>
        public int Count { get; }

        /// <summary>Null when the release carries none.</summary>
        internal static FlashedImages Of(Assembly release)
        {
            System.Type identity = release.GetType(ReleaseIdentity.ClassName);
            MethodInfo count = identity.GetMethod("ImageCount", BindingFlags.Public | BindingFlags.Static);
            MethodInfo length = identity.GetMethod("ImageLength", BindingFlags.Public | BindingFlags.Static);
            MethodInfo image = identity.GetMethod("Image", BindingFlags.Public | BindingFlags.Static);
            object answer = count == null || length == null || image == null ? null : count.Invoke(null, null);
            return answer is int && (int)answer > 0 && (int)answer <= Most ? new FlashedImages((int)answer, length, image) : null;
        }

        /// <inheritdoc/>
        public int LengthBytes(int index)
        {
            return (int)_length.Invoke(null, new object[] { index });
        }

        /// <inheritdoc/>
        public byte[] Image(int index)
        {
            byte[] image = _image.Invoke(null, new object[] { index }) as byte[];
            return image == null ? new byte[0] : image;
        }
    }
}

using System.Reflection.Metadata;

namespace NanoLive.Metadata;

/// <summary>Looks at signature blobs (ECMA-335, II.23.2) without recursing deeper than it is told.</summary>
internal static class TypeSignature
{
    private const int TypeSpecificationTag = 2;

    /// <summary>One type that contains no type specification (so it cannot contain itself) and nests no deeper than that.</summary>
    public static bool IsSound(ref BlobReader blob, int depth)
    {
        if (depth == 0 || blob.RemainingBytes == 0)
        {
            return false;
        }

        switch ((SignatureTypeCode)blob.ReadCompressedInteger())
        {
            case SignatureTypeCode.Pointer or SignatureTypeCode.ByReference or SignatureTypeCode.SZArray or SignatureTypeCode.Pinned:
                return IsSound(ref blob, depth - 1);
            case (SignatureTypeCode)0x11 or (SignatureTypeCode)0x12:
                return (blob.ReadCompressedInteger() & 3) != TypeSpecificationTag;
            case SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier:
                return (blob.ReadCompressedInteger() & 3) != TypeSpecificationTag && IsSound(ref blob, depth - 1);
            case SignatureTypeCode.GenericTypeInstance:
                blob.ReadCompressedInteger();
                if ((blob.ReadCompressedInteger() & 3) == TypeSpecificationTag)
                {
                    return false;
                }

                var sound = true;
                for (var count = blob.ReadCompressedInteger(); sound && count > 0; count--)
                {
                    sound = IsSound(ref blob, depth - 1);
                }

                return sound;
            case SignatureTypeCode.Array:
                return IsSound(ref blob, depth - 1);
            case SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter:
                return blob.ReadCompressedInteger() >= 0;
            case SignatureTypeCode.FunctionPointer:
                return false;
            default:
                return true;
        }
    }

    /// <summary>No more than <paramref name="depth"/> bytes in a row that each open another level.</summary>
    public static bool IsShallow(BlobReader blob, int depth)
    {
        var run = 0;
        while (blob.RemainingBytes > 0)
        {
            run = blob.ReadByte() is 0x0F or 0x10 or 0x1D or 0x45 or 0x14 or 0x15 or 0x1B ? run + 1 : 0;
            if (run > depth)
            {
                return false;
            }
        }

        return true;
    }
}

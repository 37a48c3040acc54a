using System.Reflection.Metadata;

namespace NanoLive.Metadata;

/// <summary>Looks at signature blobs (ECMA-335, II.23.2) without recursing deeper than it is told, and without believing any count they have.</summary>
internal static class Signature
{
    private const int TypeSpecificationTag = 2;
    private const int ValueType = 0x11;
    private const int Class = 0x12;

    /// <summary>A method's, a field's, a property's, or that of locals; types in it contain no type specification and nest no deeper than that.</summary>
    public static bool IsSound(BlobReader blob, int depth)
    {
        var header = blob.ReadSignatureHeader();
        switch (header.Kind)
        {
            case SignatureKind.Field:
                return IsType(ref blob, depth);
            case SignatureKind.LocalVariables:
                return AreTypes(ref blob, blob.ReadCompressedInteger(), depth);
            case SignatureKind.Method or SignatureKind.Property:
                if (header.IsGeneric)
                {
                    blob.ReadCompressedInteger();
                }

                var parameters = blob.ReadCompressedInteger();
                return IsType(ref blob, depth) && AreTypes(ref blob, parameters, depth);
            default:
                return false;
        }
    }

    /// <summary>One type that contains no type specification (so it cannot contain itself) and nests no deeper than that.</summary>
    public static bool IsSoundType(BlobReader blob, int depth) => IsType(ref blob, depth);

    private static bool IsType(ref BlobReader blob, int depth)
    {
        if (depth == 0 || blob.RemainingBytes == 0)
        {
            return false;
        }

        switch ((SignatureTypeCode)blob.ReadCompressedInteger())
        {
            case SignatureTypeCode.Pointer or SignatureTypeCode.ByReference or SignatureTypeCode.SZArray or SignatureTypeCode.Pinned or SignatureTypeCode.Sentinel:
                return IsType(ref blob, depth - 1);
            case (SignatureTypeCode)ValueType or (SignatureTypeCode)Class:
                return IsRow(ref blob);
            case SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier:
                return IsRow(ref blob) && IsType(ref blob, depth - 1);
            case SignatureTypeCode.GenericTypeInstance:
                blob.ReadCompressedInteger();
                return IsRow(ref blob) && AreTypes(ref blob, blob.ReadCompressedInteger(), depth - 1);
            case SignatureTypeCode.Array:
                return IsType(ref blob, depth - 1) && blob.ReadCompressedInteger() >= 0 && AreBounds(ref blob) && AreBounds(ref blob);
            case SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter:
                return blob.ReadCompressedInteger() >= 0;
            case SignatureTypeCode.FunctionPointer or SignatureTypeCode.Invalid:
                return false;
            default:
                return true;
        }
    }

    private static bool IsRow(ref BlobReader blob) => (blob.ReadCompressedInteger() & 3) != TypeSpecificationTag;

    // Each takes a byte at least.
    private static bool AreTypes(ref BlobReader blob, int count, int depth)
    {
        var sound = count <= blob.RemainingBytes;
        for (; sound && count > 0; count--)
        {
            sound = IsType(ref blob, depth);
        }

        return sound;
    }

    private static bool AreBounds(ref BlobReader blob)
    {
        var count = blob.ReadCompressedInteger();
        var sound = count <= blob.RemainingBytes;
        for (; sound && count > 0; count--)
        {
            blob.ReadCompressedInteger();
        }

        return sound;
    }
}

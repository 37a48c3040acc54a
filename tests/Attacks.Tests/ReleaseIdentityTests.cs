using System.Reflection;
using System.Reflection.Emit;
using NanoLive.Signatures;
using NanoLive.Trust;

namespace NanoLive.Attacks.Tests;

/// <summary>A release that is not whole identifies nobody and trusts nobody.</summary>
public sealed class ReleaseIdentityTests
{
    [Fact]
    public void Identity_is_read_from_the_generated_class()
    {
        byte[] keys = new byte[128];
        Random.Shared.NextBytes(keys);
        ReleaseIdentity identity = Read(Release(keyBytes: keys, keyCount: 2))!;
        Assert.Equal(Filled(32, 1), identity.Digest);
        Assert.Equal(Filled(16, 2), identity.VendorId);
        Assert.Equal(Filled(16, 3), identity.ClassId);
        Assert.Equal("Station, Station", identity.Application);
        byte[] second = System.Security.Cryptography.SHA256.HashData(keys.AsSpan(64))[..8];
        Assert.Equal(keys[64..], identity.FindKey(second));
        Assert.False(identity.IsRevoked(second));
        Assert.Null(identity.FindKey(new byte[8]));
    }

    [Fact]
    public void Revoked_keys_are_read_when_there_are_any()
    {
        ReleaseIdentity identity = Read(Release(revoked: [.. Filled(8, 7), .. Filled(8, 9)]))!;
        Assert.True(identity.IsRevoked(Filled(8, 7)));
        Assert.True(identity.IsRevoked(Filled(8, 9)));
        Assert.False(identity.IsRevoked(Filled(8, 8)));
    }

    [Fact]
    public void Release_with_a_part_missing_or_of_another_shape_has_no_identity()
    {
        Assert.Null(Read(typeof(ReleaseIdentityTests).Assembly));
        Assert.Null(Read(Release(without: "Digest")));
        Assert.Null(Read(Release(without: "VendorId")));
        Assert.Null(Read(Release(without: "ClassId")));
        Assert.Null(Read(Release(without: "KeyCount")));
        Assert.Null(Read(Release(without: "Key")));
        Assert.Null(Read(Release(without: "Application")));
        Assert.Null(Read(Release(digestLength: 31)));
        Assert.Null(Read(Release(keyBytes: new byte[63])));
        Assert.Null(Read(Release(keyCount: -1)));
        Assert.Null(Read(Release(keyCount: 17)));
        Assert.NotNull(Read(Release()));
    }

    private static ReleaseIdentity? Read(Assembly release) => ReleaseIdentity.Read(release, new SoftwareSignatures());

    private static byte[] Filled(int length, byte value)
    {
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }

    private static Assembly Release(string? without = null, int digestLength = 32, byte[]? keyBytes = null, int keyCount = 1, byte[]? revoked = null)
    {
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(ReleaseIdentity.AssemblyName), AssemblyBuilderAccess.RunAndCollect);
        TypeBuilder type = assembly.DefineDynamicModule("m").DefineType(ReleaseIdentity.ClassName, TypeAttributes.Public);
        void Define(string name, Type returns, Type[] parameters, Action<ILGenerator> body)
        {
            if (name == without)
            {
                return;
            }

            ILGenerator il = type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, returns, parameters).GetILGenerator();
            body(il);
            il.Emit(OpCodes.Ret);
        }

        byte[] keys = keyBytes ?? new byte[64];
        Define("Digest", typeof(byte[]), [], il => Emit(il, Filled(digestLength, 1)));
        Define("VendorId", typeof(byte[]), [], il => Emit(il, Filled(16, 2)));
        Define("ClassId", typeof(byte[]), [], il => Emit(il, Filled(16, 3)));
        Define("KeyCount", typeof(int), [], il => il.Emit(OpCodes.Ldc_I4, keyCount));
        Define("Application", typeof(string), [], il => il.Emit(OpCodes.Ldstr, "Station, Station"));
        Define("Key", typeof(byte[]), [typeof(int)], il =>
        {
            for (int offset = 64; offset < keys.Length; offset += 64)
            {
                Label next = il.DefineLabel();
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldc_I4, offset / 64);
                il.Emit(OpCodes.Bne_Un, next);
                Emit(il, keys[offset..(offset + 64)]);
                il.Emit(OpCodes.Ret);
                il.MarkLabel(next);
            }

            Emit(il, keys[..Math.Min(64, keys.Length)]);
        });
        if (revoked is not null)
        {
            Define("Revoked", typeof(byte[]), [], il => Emit(il, revoked));
        }

        type.CreateType();
        return assembly;
    }

    private static void Emit(ILGenerator il, byte[] bytes)
    {
        il.Emit(OpCodes.Ldc_I4, bytes.Length);
        il.Emit(OpCodes.Newarr, typeof(byte));
        for (int i = 0; i < bytes.Length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldc_I4, (int)bytes[i]);
            il.Emit(OpCodes.Stelem_I1);
        }
    }
}

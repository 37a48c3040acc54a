using System;
using System.Reflection;
using NanoLive.Format;

namespace NanoLive.Loading
{
    /// <summary>
    /// A patch as types. Holding one proves that the assembly is loaded, that everything the plan names exists in the shape it must have, and
    /// that the patch's own entry method ran. It proves nothing about objects: whether state can move is for the swap plan to find out.
    /// Made by <see cref="PatchLoader"/> only. It takes up memory until the next boot, used or not.
    /// </summary>
    [ForTools]
    public sealed class LoadedPatch
    {
        internal LoadedPatch(byte[] digest, Plan plan, LoadedClass[] classes, Type[] holderTypes, FieldInfo[] staticHolders, FieldInfo[] staticMoves)
        {
            Digest = digest;
            Plan = plan;
            Classes = classes;
            HolderTypes = holderTypes;
            StaticHolders = staticHolders;
            StaticMoves = staticMoves;
        }

        /// <summary>32 bytes: the name of the patch, and of the state that it makes.</summary>
        public byte[] Digest { get; }

        public Plan Plan { get; }

        public LoadedClass[] Classes { get; }

        /// <summary>Classes with fields that can refer to a replaced object directly.</summary>
        public Type[] HolderTypes { get; }

        /// <summary>Static fields that can.</summary>
        public FieldInfo[] StaticHolders { get; }

        /// <summary>Static fields whose values go along: one of an earlier patch, then the one of this patch that it goes to.</summary>
        public FieldInfo[] StaticMoves { get; }
    }
}

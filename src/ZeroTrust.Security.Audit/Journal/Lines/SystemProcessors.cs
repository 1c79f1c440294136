using System.Runtime.InteropServices;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// The processors of Linux; elsewhere none is known. A system that refuses, or has more of them than the C library's type for a set holds, leaves
/// all as it is. A thread that left one keeps to those that it might use then: what its container is given later is not among them.
/// </summary>
internal sealed class SystemProcessors : IProcessors
{
    // The type of the C library for a set of processors: 1,024 bits.
    private const int Words = 16;
    private const int WordBits = 64;
    private const nuint Bytes = Words * sizeof(ulong);
    private const int CallingThread = 0;

    public int Current => OperatingSystem.IsLinux() ? GetProcessor() : -1;

    public void Leave(int processor)
    {
        Span<ulong> allowed = stackalloc ulong[Words];
        if (processor is < 0 or >= Words * WordBits || !OperatingSystem.IsLinux() || GetAllowed(CallingThread, Bytes, ref allowed[0]) != 0)
        {
            return;
        }

        Span<ulong> others = stackalloc ulong[Words];
        allowed.CopyTo(others);
        others[processor / WordBits] &= ~(1UL << (processor % WordBits));

        // Refused where there is no other.
        if (SetAllowed(CallingThread, Bytes, ref others[0]) == 0)
        {
            _ = SetAllowed(CallingThread, Bytes, ref allowed[0]);
        }
    }

#pragma warning disable SYSLIB1054, CA5392 // LibraryImport needs unsafe code. The system's own library comes from no search path.
    [DllImport("libc", EntryPoint = "sched_getcpu")]
    private static extern int GetProcessor();

    [DllImport("libc", EntryPoint = "sched_getaffinity")]
    private static extern int GetAllowed(int thread, nuint bytes, ref ulong set);

    [DllImport("libc", EntryPoint = "sched_setaffinity")]
    private static extern int SetAllowed(int thread, nuint bytes, ref ulong set);
#pragma warning restore SYSLIB1054, CA5392
}

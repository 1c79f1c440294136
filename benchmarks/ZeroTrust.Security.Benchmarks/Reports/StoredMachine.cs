namespace ZeroTrust.Security.Benchmarks.Reports;

/// <summary>Where and when a run was made.</summary>
internal sealed record StoredMachine(string Processor, int Cores, string Runtime, string System, string OpenSsl, string Date);

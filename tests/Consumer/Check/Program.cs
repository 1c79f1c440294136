using Check;

// packed: the folder with the packages; restored: the package folder; built: the folder with Web.dll; version: what was consumed.
if (args is not [var packed, var restored, var built, var version])
{
    Console.Error.WriteLine("usage: Check PACKED RESTORED BUILT VERSION");
    return 2;
}

var report = new Report();
PackageCheck.Run(report, packed, restored, built, version);
ContentsCheck.Run(report, packed, version);
await ServiceCheck.RunAsync(report, Path.Combine(built, "Web.dll"));
return report.Failed ? 1 : 0;

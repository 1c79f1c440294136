using ZeroTrust.Security.Tokens.Tests.KeyRing;

// The tests are run by their own host. Started as a program, this is another process of a service, for tests that need one.
return args is [KeyRingPeer.Command, var directory, var skew]
    ? await KeyRingPeer.RunAsync(directory, TimeSpan.FromSeconds(int.Parse(skew, System.Globalization.CultureInfo.InvariantCulture)))
    : 0;

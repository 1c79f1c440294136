using ZeroTrust.Security.Tool;

return ZeroTrustTool.Run(args, Console.Out, Console.Error);

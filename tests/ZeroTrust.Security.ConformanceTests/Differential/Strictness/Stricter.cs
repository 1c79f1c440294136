using ZeroTrust.Security.ConformanceTests.Differential.Inspection;

namespace ZeroTrust.Security.ConformanceTests.Differential.Strictness;

/// <summary>One way in which we are stricter than the handler, on purpose.</summary>
/// <param name="Name">Names the class in the printed table.</param>
/// <param name="Reason">Why, with the rule's source.</param>
/// <param name="Failure">What we answer, unless another check fails first.</param>
/// <param name="Applies">Whether a token is of this class. Every token that is must be refused by us.</param>
internal sealed record Stricter(string Name, string Reason, TokenFailure Failure, Func<InspectedToken, bool> Applies);

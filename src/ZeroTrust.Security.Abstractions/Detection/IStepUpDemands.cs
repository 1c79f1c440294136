namespace ZeroTrust.Security;

/// <summary>
/// Users who must sign in again before anything that asks who they are lets them pass: until a token shows that they have, they are answered 401 <c>step_up_required</c> with the
/// challenge of RFC 9470. Detection adds them, code of the application may, and every request asks. In memory: a start forgets them, and another process does not know of them.
/// Threads may share it.
/// </summary>
public interface IStepUpDemands
{
    /// <summary>Whether there is any demand: what each request reads first.</summary>
    /// <value><see langword="false"/> as a rule.</value>
    bool IsActive { get; }

    /// <summary>Demands that a user signs in after this moment. A later demand moves the moment on, and ends no sooner than one before it.</summary>
    /// <param name="user">Whom.</param>
    /// <param name="duration">For how long tokens are looked at: more than zero, at most 30 days. Make it as long as a session at the identity provider lasts.</param>
    /// <param name="acrValues">Of these classes the new sign-in must be one; none where any will do, which leaves those of a demand in force as they are.</param>
    /// <returns><see langword="false"/> where it holds as many users as it may; nobody is let go for another.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="user"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is out of its range.</exception>
    /// <exception cref="ArgumentException">A class is empty, or has a space, a quotation mark, a backslash or anything beyond printable ASCII.</exception>
    bool Demand(UserIdentity user, TimeSpan duration, params IEnumerable<string> acrValues);

    /// <summary>Ends a demand before its time.</summary>
    /// <param name="user">Whose.</param>
    /// <returns>Whether there was one in force.</returns>
    bool Lift(UserIdentity user);

    /// <summary>What is demanded of a user.</summary>
    /// <param name="user">Whom.</param>
    /// <returns>Null where nothing is.</returns>
    StepUpDemand? Find(UserIdentity user);
}

namespace VanLang.OneStop.Dossiers;

/// <summary>How the citizen wants the result. The signed file is in the citizen's account in any case.</summary>
enum ReturnMethod
{
    /// <summary>The signed file alone.</summary>
    Online = 1,

    /// <summary>Fetched at the place of return.</summary>
    Counter = 2,

    /// <summary>Sent by the public postal service to an address.</summary>
    Post = 3,
}

/** The picture that somebody shows of themselves. */
export interface Picture {
  readonly userId: number;
  /** Of the file in storage, random: whoever knows it may see the picture. */
  readonly file: string;
  readonly addedAt: Date;
}

export interface PictureStore {
  find(userId: number): Promise<Picture | null>;
  /** Those of these users, who have one or none each. */
  listOf(userIds: readonly number[]): Promise<readonly Picture[]>;
  /** Whether a picture of anybody's is in that file. */
  isUsed(file: string): Promise<boolean>;
  /** In the place of the one before, whose file it answers; null where there was none. */
  put(picture: Picture): Promise<string | null>;
  /** Answers the file of the one that went; null where there was none. */
  remove(userId: number): Promise<string | null>;
}

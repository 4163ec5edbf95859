"""ConvLSTM in training: every frame of a sequence is compared with the true one."""

from torch.nn.functional import mse_loss
from torch.optim import Adam

from mien.config import Stage
from mien.losses.reconstruction import reconstruction
from mien.methods.convlstm.config import ConvLstmConfig
from mien.methods.convlstm.network import ConvLstmNetwork
from mien.methods.descent import descend, set_rate
from mien.methods.method import Workplace
from mien.methods.sequence_trainee import SequenceTrainee
from mien.tensors import Batch, Sequences, Terms


class ConvLstmTrainee(SequenceTrainee):
    """A network for each expression; a step teaches those of the batch's expressions.

    Args:
        config: of the method.
        place: where everything lives.

    Raises:
        MienError: the place is shared among processes.
    """

    def __init__(self, config: ConvLstmConfig, place: Workplace) -> None:
        super().__init__(config, place, lambda: ConvLstmNetwork(config))
        self.config = config
        adam = Adam(self.networks.parameters(), config.learning_rate, config.betas)
        self.optimizers["networks"] = adam

    def step(self, batch: Batch, stage: Stage, rate: float) -> dict[str, float]:
        """Learn from the whole sequences of a batch.

        Raises:
            MienError: a loss is not finite.
        """
        self.own.learn(batch)
        adam = self.optimizers["networks"]
        set_rate(adam, self.config.learning_rate * rate)
        terms = self.gathered(batch, self._terms)
        descend(adam, terms, {**self.config.weights, **stage.weights})
        return {name: term.item() for name, term in terms.items()}

    def sequences(self, expression: str, clips: Batch) -> Sequences:
        """What an expression's network draws of some portraits."""
        with self.autocast():
            drawn: Sequences = self.networks[expression](clips.seen)
        return drawn.float()

    def _terms(self, expression: str, clips: Batch) -> Terms:
        drawn = self.sequences(expression, clips)
        return {
            "reconstruction": reconstruction(drawn, clips.frame),
            "squared": mse_loss(drawn, clips.frame),
        }
